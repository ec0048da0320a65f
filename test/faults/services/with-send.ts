/** An SDK client whose commands are answered here. It shares all else with `client`: making one takes its time. */
export function withSend<C extends object, S>(client: C, send: S): C & { readonly send: S } {
  return Object.assign(Object.create(client), { send });
}
