/*
 * Builds static/dkfds from the npm package: one style sheet in our colours, four fonts, one script, one icon sprite.
 *
 * The result is never committed. Every address in the style sheet is checked to exist, because Django's manifest storage
 * refuses dangling ones, and source-map comments are dropped for the same reason.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const design = path.join(modules, "dkfds", "dist");
const out = path.join(root, "static", "dkfds");
const FONTS = ["Regular", "Italic", "SemiBold", "Bold"];

async function freshFolders() {
  await rm(out, { recursive: true, force: true });
  for (const folder of ["css", "fonts", "icons", "js"]) {
    await mkdir(path.join(out, folder), { recursive: true });
  }
}

async function fonts() {
  for (const weight of FONTS) {
    const name = `IBMPlexSans-${weight}-Latin1.woff2`;
    await copyFile(path.join(design, "fonts", "IBMPlexSans", "split", "woff2", name), path.join(out, "fonts", name));
  }
  await copyFile(path.join(design, "LICENSE.md"), path.join(out, "LICENSE.md"));
}

async function script() {
  const source = await readFile(path.join(design, "js", "dkfds.min.js"), "utf8");
  await writeFile(path.join(out, "js", "dkfds.min.js"), source.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

async function styles() {
  const { css } = sass.compile(path.join(root, "assets", "dkfds.scss"), {
    style: "compressed",
    loadPaths: [modules],
    sourceMap: false,
    quietDeps: true,
  });
  // The portals' logos are not ours to show: the word mark is text.
  const withoutLogos = css.replace(/background-image:url\([^)]*logo[^)]*\);?/g, "");
  // The design system narrows every list but its own components'. We narrow lists of running text only.
  const ours = withoutLogos.replace(
    /ul:not\(\.[^{}]*\{max-width:66ch\}/,
    "ul:not([class]),ol:not([class]){max-width:66ch}",
  );
  if (ours === withoutLogos) throw new Error("The rule that narrows lists is not where it was.");

  for (const address of new Set([...ours.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map((match) => match[1]))) {
    if (address.startsWith("data:")) continue;
    const target = path.resolve(out, "css", address);
    if (existsSync(target)) continue;
    const name = path.basename(address);
    await copyFile(path.join(design, "img", "svg-icons", name), path.join(out, "icons", name));
    if (!existsSync(target)) throw new Error(`The style sheet names ${address}, which does not exist.`);
  }
  await writeFile(path.join(out, "css", "dkfds.css"), ours);
}

async function sprite() {
  const names = JSON.parse(await readFile(path.join(root, "assets", "icons.json"), "utf8"));
  const all = await readFile(path.join(design, "img", "all-svg-icons.svg"), "utf8");
  const symbols = names.map((name) => {
    const found = all.match(new RegExp(`<symbol[^>]*\\bid="${name}"[^>]*>.*?</symbol>`, "s"));
    if (!found) throw new Error(`The design system has no icon named ${name}.`);
    return found[0].replace(/\s*\n\s*/g, " ");
  });
  await writeFile(path.join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

await freshFolders();
await fonts();
await script();
await styles();
await sprite();
console.log(`Built ${path.relative(root, out)}.`);
