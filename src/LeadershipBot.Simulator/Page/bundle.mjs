// Installs the page's npm packages and bundles its scripts and styles into wwwroot/dist; run by Npm.targets.
// Exit codes: 0 done, 1 our sources are wrong, 2 the packages can't be had here.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "wwwroot", "dist");
const bundle = path.join(dist, "app.js");
const lock = path.join(here, "..", "obj", "page.lock");
const at = file => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

// Several builds may run side by side: one bundles, the others wait for it and find it done.
async function alone(work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (isAbandoned()) fs.rmSync(lock, { force: true });
      else await delay(200);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function isAbandoned() {
  try {
    const holder = Number(fs.readFileSync(lock, "utf8"));
    if (!holder) return Date.now() - at(lock) > 5000;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function isFresh() {
  const sources = fs.readdirSync(path.join(here, "wwwroot"), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.startsWith(dist))
    .map(entry => path.join(entry.parentPath, entry.name));
  const newest = Math.max(...[...sources, path.join(here, "package-lock.json"), fileURLToPath(import.meta.url)].map(at));
  return at(bundle) > newest;
}

function install() {
  const installed = at(path.join(here, "node_modules", ".package-lock.json"));
  if (installed >= at(path.join(here, "package-lock.json"))) return null;
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    { cwd: here, encoding: "utf8", shell: process.platform === "win32" });
  if (npm.status === 0) return null;
  const why = (npm.error?.message ?? npm.stderr).trim().split("\n").find(line => line.trim()) ?? "no reason given";
  return `npm ci failed (${why})`;
}

async function write() {
  const { build } = await import(pathToFileURL(path.join(here, "node_modules", "esbuild", "lib", "main.js")));
  const { outputFiles } = await build({
    entryPoints: [path.join(here, "wwwroot", "scripts", "app.js")],
    absWorkingDir: here, bundle: true, format: "esm", target: "es2022", minify: true, legalComments: "linked",
    outdir: dist, write: false, logLevel: "silent",
  });
  fs.mkdirSync(dist, { recursive: true });
  // The script comes last: its time tells that all is there.
  outputFiles.sort((a, b) => Number(a.path === bundle) - Number(b.path === bundle));
  for (const { path: file, contents } of outputFiles) {
    fs.writeFileSync(`${file}.new`, contents);
    fs.renameSync(`${file}.new`, file);
  }
}

process.exitCode = await alone(async () => {
  if (isFresh()) return 0;
  if (Number(process.versions.node.split(".")[0]) < 20) {
    console.log(`Node.js ${process.versions.node} is too old, 20 is wanted`);
    return 2;
  }
  const problem = install();
  if (problem) {
    console.log(problem);
    return 2;
  }
  try {
    await write();
    return 0;
  } catch (error) {
    console.log(error.message);
    return 1;
  }
});
