/** What a function's worker thread is started with. */
export interface WorkerSetup {
  readonly codeFile: string;
  readonly exportName: string;
  /** The virtual clock's memory. */
  readonly clock: SharedArrayBuffer;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMiB: number;
  readonly timeoutMs: number;
  readonly logGroup: string;
}

/** One invocation, told to the worker. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly event: unknown;
}

/** What a worker tells: a piece of its log, or how the invocation ended. */
export type WorkerMessage =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'done'; readonly requestId: string; readonly result: unknown }
  | { readonly kind: 'failed'; readonly requestId: string; readonly errorType: string; readonly errorMessage: string };
