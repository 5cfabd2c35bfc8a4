// Microsoft's own table client: reads an entity and tells each column's type and value, writes one with a column of
// every type, or makes a shared access signature.
import { TableClient, AzureNamedKeyCredential, generateAccountSas } from '@azure/data-tables';

const [what, connection, table, partitionKey, rowKey] = process.argv.slice(2);
const parts = Object.fromEntries(connection.split(';').map((part) => part.split(/=(.*)/s).slice(0, 2)));
const credential = new AzureNamedKeyCredential(parts.AccountName, parts.AccountKey);
const client = () => new TableClient(parts.TableEndpoint, table, credential, { allowInsecureConnection: true });

const told = (value) => {
  if (value instanceof Uint8Array) return 'Binary ' + Buffer.from(value).toString('base64');
  if (value instanceof Date) return 'DateTime ' + value.toISOString();
  if (typeof value === 'bigint') return 'Int64 ' + value;
  if (typeof value === 'boolean') return 'Boolean ' + value;
  if (typeof value === 'string') return 'String ' + value;
  if (typeof value === 'number') return (Number.isInteger(value) ? 'Int32 ' : 'Double ') + value;
  return value.type + ' ' + value.value;
};

if (what === 'sign') {
  const signature = generateAccountSas(credential, {
    expiresOn: new Date(Date.now() + 3600_000),
    permissions: { query: true, add: true, update: true, delete: true, write: true, list: true },
    resourceTypes: 'sco',
    services: { table: true },
  });
  console.log(signature);
} else if (what === 'read') {
  const plain = await client().getEntity(partitionKey, rowKey);
  const typed = await client().getEntity(partitionKey, rowKey, { disableTypeConversion: true });
  const columns = {};
  for (const [name, value] of Object.entries(plain)) {
    if (['partitionKey', 'rowKey', 'timestamp', 'odata.metadata', 'etag'].includes(name)) continue;
    const raw = typed[name];
    // What is no number, and the kind of text that a Guid is, show only with their types.
    columns[name] = raw?.type === 'Double' ? 'Double ' + Number(raw.value) : raw?.type === 'Guid' ? 'Guid ' + raw.value : told(value);
  }
  console.log(JSON.stringify({ ...columns, etag: plain.etag }));
} else {
  await client().createTable();
  await client().upsertEntity({
    partitionKey,
    rowKey,
    Text: 'Should we "extend" hours? \\ Ysbyty 日本 🩺\r\n',
    Empty: '',
    Yes: true,
    No: false,
    Int: -42,
    Long: { type: 'Int64', value: '9007199254740993' },
    Double: 0.1,
    Whole: { type: 'Double', value: '3.0' },
    NotANumber: { type: 'Double', value: 'NaN' },
    Infinite: { type: 'Double', value: '-Infinity' },
    At: new Date('2026-03-29T01:30:15.123Z'),
    Id: { type: 'Guid', value: '0f8fad5b-d9cb-469f-a165-70867728950e' },
    Bytes: new Uint8Array([0, 1, 254, 255]),
  }, 'Replace');
}
