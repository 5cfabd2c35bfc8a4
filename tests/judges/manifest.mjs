// Reads a Teams app manifest on standard input; prints "valid", or a line for each fault that Microsoft's schema finds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';

const manifest = JSON.parse(readFileSync(0, 'utf8'));
const build = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest'));
const path = join(build, 'json-schemas', 'teams', `v${manifest.manifestVersion}`, 'MicrosoftTeams.schema.json');
const schema = JSON.parse(readFileSync(path, 'utf8'));

const faults = [];
if (!manifest.$schema.endsWith(`/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`))
  faults.push('/$schema is of another version than /manifestVersion');

const valid = new Ajv.default({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
if (!valid(manifest))
  faults.push(...valid.errors.map(error => `${error.instancePath} ${error.message}`));
console.log(faults.length ? faults.join('\n') : 'valid');
