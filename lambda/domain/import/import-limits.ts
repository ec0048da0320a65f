/**
 * Longest record, in characters, that is read: with three bytes a character it stays below DynamoDB's 400 KB an item.
 * It is also how far an opening quote that is never closed is followed.
 */
export const MAX_RECORD_CHARS = 100_000;

/** Longest row of headings, in characters: they are names in every item, and take their share of its 400 KB. */
export const MAX_HEADING_CHARS = 20_000;
