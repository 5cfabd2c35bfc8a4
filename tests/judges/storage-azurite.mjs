// Azurite's table service, which ends when its starter does: the pipe on standard input closes even after a crash.
import { createRequire } from 'node:module';

process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
createRequire(import.meta.url)('azurite/dist/src/table/main.js');
