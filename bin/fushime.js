#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets a sentence instead of a syntax error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`fushime: Node ${process.versions.node} is too old to run TypeScript directly.`);
  console.error('Run it as "npm run fushime -- …" or "npx fushime …": these use the Node 24 that "npm ci" installed.');
  process.exit(2);
}
await import('./fushime.ts');
