/**
 * Makes each of Node's formatters once. Cards make one for every date and number, and making it takes longer than all
 * the rest of a card; what they answer is the same.
 */
export function rememberFormatters(): void {
  for (const name of ['DateTimeFormat', 'NumberFormat'] as const) {
    const made = new Map<string, object>();
    const remembering = new Proxy(Intl[name], {
      construct(target, args, self) {
        const key = JSON.stringify(args);
        const known = made.get(key) ?? Reflect.construct(target, args, self);
        made.set(key, known);
        return known;
      },
    });
    Reflect.set(Intl, name, remembering);
  }
}
