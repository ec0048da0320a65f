import { CommandFailure } from '../command-failure.ts';

/** What AWS, or the way there, said no with, in words for the person at the terminal; undefined for any other error. */
export function explainAwsFailure(error: unknown, stageName: string): CommandFailure | undefined {
  for (const each of causesOf(error)) {
    const sentence = sentenceFor(each, stageName);
    if (sentence !== undefined) return new CommandFailure(sentence, { cause: error });
  }
  return undefined;
}

function sentenceFor({ name, message, code }: Named, stageName: string): string | undefined {
  if (name === 'CredentialsProviderError') {
    return `No AWS credentials that can be used: ${message}. Set AWS_PROFILE, or sign in with "aws sso login".`;
  }
  if (message === 'Region is missing') {
    return 'No AWS Region is set. Set AWS_REGION, or pin the Region of the stage in lib/config.';
  }
  if (notAccepted.has(name)) return `AWS does not accept your credentials (${name}). Sign in again, then try again.`;
  // AWS says who may not do what to what: that is what the person to ask needs to see.
  if (/^AccessDenied/.test(name) || name === 'UnauthorizedOperation') {
    return `Your AWS credentials do not allow this on ${stageName}. ${message}`;
  }
  if (code !== undefined && unreachable.has(code)) return `${capital(stageName)} cannot be reached (${code}).`;
  return undefined;
}

const notAccepted = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'ENOTFOUND', 'ETIMEDOUT']);

interface Named {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

function causesOf(error: unknown): readonly Named[] {
  const found: Named[] = [];
  for (let next = error; next instanceof Error && found.length < 10; next = next.cause) {
    const { name, message } = next;
    found.push({ name, message, ...('code' in next && typeof next.code === 'string' && { code: next.code }) });
  }
  return found;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
