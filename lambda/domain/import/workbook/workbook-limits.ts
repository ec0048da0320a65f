/** Largest workbook file that is read. It is held in memory while it is read, twice while it arrives: the function has 1 GiB. */
export const MAX_WORKBOOK_BYTES = 64 * 1024 * 1024;

/** Most XML of one part that is held in memory (texts, styles). 100 MB of texts, two million of them, take about 350 MB as strings. */
export const MAX_HELD_BYTES = 100 * 1024 * 1024;

/** Most XML of one sheet that is read through. It streams, so this bounds time: a full sheet of 1,048,576 rows and 12 columns has about 700 MB. */
export const MAX_SHEET_BYTES = 1024 * 1024 * 1024;

/** Excel's own limits of a sheet (ECMA-376 implementation notes). */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** Most parts that a package may have; an ordinary workbook has some dozens. */
export const MAX_PARTS = 10_000;
