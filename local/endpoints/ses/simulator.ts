const simulator = /^(success|bounce|ooto|complaint|suppressionlist)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/**
 * What becomes of a mail to an address. `answered` = delivered, and an automatic answer comes back; `soft-bounced` = SES
 * gave up trying; `rejected` = SES found a virus in it.
 */
export type SimulatedFate =
  | 'delivered'
  | 'answered'
  | 'bounced'
  | 'soft-bounced'
  | 'complained'
  | 'suppressed'
  | 'rejected';

/** Decides what becomes of a mail to an address; undefined = as the mailbox simulator does. */
export type DecideFate = (address: string) => SimulatedFate | undefined;

/** Whether it is an address of SES's mailbox simulator, with or without a +label. */
export function isSimulatorAddress(address: string): boolean {
  return simulator.test(address);
}

/** What the mailbox simulator does with a mail to that address; every address outside of it is delivered. */
export function fateOf(address: string): SimulatedFate {
  switch (simulator.exec(address)?.[1]?.toLowerCase()) {
    case 'bounce':
      return 'bounced';
    case 'complaint':
      return 'complained';
    case 'ooto':
      return 'answered';
    case 'suppressionlist':
      return 'suppressed';
    default:
      return 'delivered';
  }
}
