const simulator = /^(success|bounce|ooto|complaint|suppressionlist)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/** What becomes of a mail to an address; every address outside SES's mailbox simulator is delivered. */
export type SimulatedFate = 'delivered' | 'bounced' | 'complained' | 'suppressed';

/** Whether it is an address of SES's mailbox simulator, with or without a +label. */
export function isSimulatorAddress(address: string): boolean {
  return simulator.test(address);
}

/** What the mailbox simulator does with a mail to that address. */
export function fateOf(address: string): SimulatedFate {
  switch (simulator.exec(address)?.[1]?.toLowerCase()) {
    case 'bounce':
      return 'bounced';
    case 'complaint':
      return 'complained';
    case 'suppressionlist':
      return 'suppressed';
    default:
      return 'delivered';
  }
}
