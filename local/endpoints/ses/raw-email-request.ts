import { checkAddress } from './check-address.ts';
import { headerValues, type MailHeader, readMailHeaders, splitAddresses } from './mail-headers.ts';
import { field, listField, pairListField } from './query-protocol.ts';
import { invalidParameter, SesError } from './ses-error.ts';

/** A name and value that SES passes on in its events. */
export interface MessageTag {
  readonly name: string;
  readonly value: string;
}

/** A SendRawEmail call that SES would take: addresses checked, headers obeyed where the call is silent. */
export interface RawEmailRequest {
  readonly raw: Buffer;
  readonly headers: readonly MailHeader[];
  readonly source: string;
  readonly destinations: readonly string[];
  readonly tags: readonly MessageTag[];
  readonly configurationSet?: string;
}

const maxSizeBytes = 10 * 1024 * 1024;
const maxRecipients = 50;
const maxLineLength = 1000;
/** docs.aws.amazon.com/ses, "header fields": those that may occur once. */
const singleHeaders = (
  'From Sender Reply-To To Cc Bcc Subject Date Message-ID In-Reply-To References Return-Path List-Id ' +
  'List-Unsubscribe List-Unsubscribe-Post Auto-Submitted Precedence MIME-Version Content-Type Content-Transfer-Encoding'
).split(' ');

/** Reads a SendRawEmail form. Throws the SesError that SES answers to what it cannot send. */
export function readRawEmailRequest(form: URLSearchParams): RawEmailRequest {
  const data = field(form, 'RawMessage.Data');
  if (data === undefined) throw missing('rawMessage.data');
  if (data.length > maxSizeBytes) {
    throw invalidParameter(`Message length is more than ${maxSizeBytes} bytes long: '${data.length}'.`);
  }
  const raw = Buffer.from(data, 'base64');
  const headers = readMailHeaders(raw);
  checkMail(raw, headers);
  const source = field(form, 'Source') ?? headerValues(headers, 'From')[0];
  if (source === undefined) throw invalidParameter("Missing required header 'From'.");
  const configurationSet =
    field(form, 'ConfigurationSetName') ?? (headerValues(headers, 'X-SES-CONFIGURATION-SET')[0] || undefined);
  return {
    raw,
    headers,
    source: checkAddress(source),
    destinations: readDestinations(form, headers),
    tags: readTags(form, headers),
    ...(configurationSet === undefined ? {} : { configurationSet }),
  };
}

function checkMail(raw: Buffer, headers: readonly MailHeader[]): void {
  for (const name of singleHeaders) {
    if (headerValues(headers, name).length > 1) throw invalidParameter(`Duplicate header '${name}'.`);
  }
  if (headerValues(headers, 'From').length === 0) throw invalidParameter("Missing required header 'From'.");
  for (let start = 0; start < raw.length; ) {
    const feed = raw.indexOf(0x0a, start);
    const next = feed === -1 ? raw.length : feed + 1;
    // SES says only that such lines must not be; refusing them shows the mistake at once.
    if (next - start > maxLineLength) throw invalidParameter(`A line is longer than ${maxLineLength} characters.`);
    start = next;
  }
}

function readDestinations(form: URLSearchParams, headers: readonly MailHeader[]): string[] {
  const given = listField(form, 'Destinations');
  const written = ['To', 'Cc', 'Bcc'].flatMap((name) => headerValues(headers, name)).flatMap(splitAddresses);
  const destinations = given.length > 0 ? given : written;
  if (destinations.length === 0) throw invalidParameter('Missing required destinations.');
  if (destinations.length > maxRecipients) throw invalidParameter(`Recipient count exceeds ${maxRecipients}.`);
  return destinations.map(checkAddress);
}

function readTags(form: URLSearchParams, headers: readonly MailHeader[]): MessageTag[] {
  const given = pairListField(form, 'Tags');
  // Tags of the call and of the header are never merged (SES guide, "Send email using event publishing").
  const tags = given.length > 0 ? given : headerValues(headers, 'X-SES-MESSAGE-TAGS').flatMap(tagsInHeader);
  for (const { name, value } of tags) {
    const plain = /^[A-Za-z0-9_-]{1,256}$/;
    if (!plain.test(name) && !/^ses:feedback-id-[ab]$/.test(name))
      throw invalidParameter(`Invalid tag name <${name}>.`);
    if (!plain.test(value)) throw invalidParameter(`Invalid tag value <${value}>.`);
  }
  return tags;
}

function tagsInHeader(value: string): MessageTag[] {
  return value.split(',').map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return { name: name.trim(), value: rest.join('=').trim() };
  });
}

function missing(member: string): SesError {
  return new SesError(
    'ValidationError',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
