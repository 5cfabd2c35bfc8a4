// Judges Azure resources by Microsoft's ARM schemas. Reads {"schemas": [paths], "resources": [ARM resources]} on standard
// input, where a child has "parent": true; prints one line for each fault, then "judged N of M". A resource whose type
// and version no schema knows isn't judged. Stricter than the schemas: a property that they don't name is a fault too.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';

const common = 'https://schema.management.azure.com/schemas/common/definitions.json';
const expression = { type: 'string', pattern: '^\\[' };
const { schemas, resources } = JSON.parse(readFileSync(0, 'utf8'));
const known = new Map();

for (const path of schemas) {
  const schema = JSON.parse(readFileSync(path, 'utf8'));
  const groups = Object.keys(schema).filter(key => key.toLowerCase().endsWith('resourcedefinitions'));
  for (const definition of groups.flatMap(group => Object.values(schema[group]))) {
    const { type, apiVersion } = definition.properties ?? {};
    const id = `${type?.enum?.[0]}@${apiVersion?.enum?.[0]}`;
    if (!known.has(id)) known.set(id, compiled(definition, schema.definitions));
  }
}

let judged = 0;
for (const resource of resources) {
  const id = `${resource.type}@${resource.apiVersion}`;
  const valid = known.get(id);
  if (!valid) continue;
  judged++;
  if (!namings(resource).some(candidate => valid()(candidate)))
    for (const error of valid().errors)
      console.log(`${id} ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
console.log(`judged ${judged} of ${resources.length}`);

/** Schemas want a child's name either alone or behind its parent's. */
function namings({ parent, ...resource }) {
  return parent ? [{ ...resource, name: `parent/${resource.name}` }, resource] : [resource];
}

function compiled(definition, definitions) {
  let validate;
  return () => validate ??= new Ajv.default({ strict: false, allErrors: true, validateFormats: false })
    .compile(closed({ ...definition, definitions }, openRefs({ ...definition, definitions })));
}

function partsOf(node) {
  return ['allOf', 'oneOf', 'anyOf'].flatMap(key => node[key] ?? []);
}

/** Whether the node's own properties and those of its parts make up one object, so that no part may be closed. */
function isComposed(node) {
  return partsOf(node).length > 0 && Boolean(node.properties ?? node.allOf);
}

function openRefs(node, found = new Set()) {
  if (node === null || typeof node !== 'object') return found;
  if (isComposed(node)) partsOf(node).forEach(part => part.$ref && found.add(part.$ref));
  Object.values(node).forEach(child => openRefs(child, found));
  return found;
}

/** The same schema, but refusing properties that it doesn't name. */
function closed(node, open, pointer = '#', mayClose = true) {
  if (node === null || typeof node !== 'object') return node;
  if (typeof node.$ref === 'string' && node.$ref.startsWith(common)) return expression;
  const composed = isComposed(node);
  const inside = (key, child) => closed(child, open, `${pointer}/${key}`, !composed);
  if (Array.isArray(node)) return node.map(child => closed(child, open, pointer, mayClose));
  const copy = {};
  for (const [key, value] of Object.entries(node))
    copy[key] = key === 'properties' || key === 'definitions'
      ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, closed(child, open, `${pointer}/${key}/${name}`)]))
      : inside(key, value);
  if (composed || !mayClose || open.has(pointer))
    delete copy.additionalProperties; // some of Microsoft's close a part, which would refuse every real resource
  else if (Object.keys(node.properties ?? {}).length > 0)
    copy.additionalProperties ??= false;
  return copy;
}
