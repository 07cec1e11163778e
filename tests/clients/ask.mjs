// Asks an endpoint, as Comunica does, the queries that come as JSON, [[type, query], …]; gives each answer as text.
// `type` says what the source is: "sparql", "file" (its description), or "" where Comunica shall find out itself.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const { QueryEngine } = createRequire(import.meta.url)("@comunica/query-sparql");
const FORMATS = { quads: "application/n-triples" };

async function ask(endpoint, type, query) {
  const engine = new QueryEngine(); // one for each query: it keeps what it knows of a source
  const source = type ? { type, value: endpoint } : endpoint;
  const result = await engine.query(query, { sources: [source] });
  const format = FORMATS[result.resultType] ?? "application/sparql-results+json";
  const { data } = await engine.resultToString(result, format);
  return text(data);
}

const answers = [];
for (const [type, query] of JSON.parse(await text(process.stdin))) {
  answers.push(await ask(process.argv[2], type, query));
}
console.log(JSON.stringify(answers));
