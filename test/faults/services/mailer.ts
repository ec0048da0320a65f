import { createSesMailer } from '../../../lambda/adapters/ses/ses-mailer.ts';
import type { Mailer, MailPace } from '../../../lambda/ports.ts';
import type { Process, Sim } from '../functions/process.ts';
import type { SimMailService } from './mail-service.ts';
import { withSend } from './with-send.ts';

/**
 * The deployed mailer, over the simulated SES. Composing a mail waits for Node's own streams: virtual time stands still
 * for it, and goes on while the mailer waits for others.
 */
export function createSimMailer(sim: Sim, process: Process, service: SimMailService, pace: MailPace): Mailer {
  const { loop, random } = sim;
  const away = async <T>(work: () => Promise<T>): Promise<T> => {
    loop.busy -= 1;
    try {
      return await work();
    } finally {
      loop.busy += 1;
    }
  };
  const client = service.clientFor(process);
  const send = client.send.bind(client);
  const mailer = createSesMailer({
    client: withSend(client, (command: Parameters<typeof send>[0]) => away(() => send(command))),
    configurationSet: 'mail',
    pace: { turn: (patienceMs) => away(() => pace.turn(patienceMs)) },
    clock: process.clock,
    sleep: (ms) => away(() => process.sleep(ms)),
    random: () => random.next(),
  });
  return {
    async send(mail) {
      loop.busy += 1;
      try {
        return await mailer.send(mail);
      } finally {
        loop.busy -= 1;
      }
    },
  };
}
