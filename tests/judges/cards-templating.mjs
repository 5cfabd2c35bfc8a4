// Standard input: [{ template, data }]. Standard output: [{ result } or { error }], by the official templating library.
import { readFileSync } from "node:fs";
import { Template } from "adaptivecards-templating";

const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.map(({ template, data }) => {
  try {
    return { result: new Template(template).expand({ $root: data }) };
  } catch (problem) {
    return { error: String(problem) };
  }
});
process.stdout.write(JSON.stringify(answers));
