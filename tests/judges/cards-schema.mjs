// Standard input: { schema, cards }. Standard output: for each card the list of what the schema finds wrong.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";

const { schema, cards } = JSON.parse(readFileSync(0, "utf8"));
// The schema names itself by draft 4's "id", which draft 6 and ajv call "$id".
delete schema.id;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
ajv.addMetaSchema(createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-06.json"));
const validate = ajv.compile(schema);
process.stdout.write(JSON.stringify(cards.map((card) =>
  validate(card) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`))));
