/** A request as it came, its body read to the end. `path` has the query string. */
export interface ProxyRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer, to be given as it is. */
export interface ProxyResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Each becomes a `set-cookie` header of its own: joined by commas, they could not be told apart again. */
  readonly cookies?: readonly string[];
  readonly body: Buffer;
}

/** Something that answers requests of one AWS service. */
export type Backend = (request: ProxyRequest) => Promise<ProxyResponse>;
