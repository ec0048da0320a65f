import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FushimeError } from '../../lambda/domain/fushime-error.ts';
import { errorIds } from '../../lambda/runtime/error-ids.ts';
import { createLog } from '../../lambda/runtime/logger.ts';

function aLog() {
  const lines: string[] = [];
  return { lines, log: createLog((line) => lines.push(line)) };
}

describe('a log line', () => {
  it('holds level, event and ids, and nothing else', () => {
    const { log, lines } = aLog();
    log.info('mail', { campaign: 'birthday', customer: 'C0001', attempt: 1, retryable: false });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'INFO', event: 'mail', campaign: 'birthday', customer: 'C0001', attempt: 1, retryable: false },
    ]);
  });

  it('tells warnings and errors apart', () => {
    const { log, lines } = aLog();
    log.warn('card-refused');
    log.error('message-failed');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'WARN', event: 'card-refused' },
      { level: 'ERROR', event: 'message-failed' },
    ]);
  });

  it('carries no address, no URL and no free text as its event', () => {
    const { log, lines } = aLog();
    log.info('Sent to taro@example.com', { a: 'taro@example.com', b: 'https://x.example/?sig=1', c: 'a\nb' });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'INFO', event: 'unnamed-event', a: '#3df36ef44a86', b: '[removed]', c: '[removed]' },
    ]);
  });

  it('has a customer whose id is an address or a name under one hash, which sha256sum answers, too', () => {
    const { log, lines } = aLog();
    const hashOf = (id: string) => `#${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
    for (const customer of ['taro@example.com', '山田太郎']) {
      log.info('mail', { customer });
      log.info('event-taken', { record: `customer/${customer}` });
      expect(lines.splice(0).map((line) => JSON.parse(line))).toEqual([
        { level: 'INFO', event: 'mail', customer: hashOf(customer) },
        { level: 'INFO', event: 'event-taken', record: `customer/${hashOf(customer)}` },
      ]);
    }
  });
});

describe('the lines of one mail', () => {
  it('are within 300 bytes', () => {
    const { log, lines } = aLog();
    log.info('mail', { campaign: 'c'.repeat(48), customer: 'C'.repeat(40), state: 'awaiting-approval' });
    expect(Buffer.byteLength(lines.join(''))).toBeLessThanOrEqual(300);
  });
});

describe('what is logged of an error', () => {
  class OneError extends FushimeError {
    override readonly name = 'OneError';
  }

  it('is its name, its cause’s name, whether it is worth another try, and where it arose', () => {
    const error = new OneError('taro@example.com', { retryable: true, cause: new TypeError('secret') });
    expect(errorIds(error)).toEqual({
      error: 'OneError',
      cause: 'TypeError',
      retryable: true,
      at: expect.stringMatching(/^logger\.test\.ts:\d+:\d+$/),
    });
  });

  it('is never its message', () => {
    expect(JSON.stringify(errorIds(new Error('taro@example.com')))).not.toContain('taro');
    expect(errorIds('taro@example.com')).toEqual({ error: 'unknown' });
  });
});
