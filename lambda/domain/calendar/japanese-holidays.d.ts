declare module 'japanese-holidays' {
  export interface Holiday {
    /** 1 to 12. */
    readonly month: number;
    readonly date: number;
    readonly name: string;
  }
  const library: { getHolidaysOf(year: number): readonly Holiday[] };
  // biome-ignore lint/style/noDefaultExport: this is how the package exports
  export default library;
}
