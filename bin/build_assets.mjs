/*
 * Builds static/dkfds from the npm packages: one style sheet in our colours, four fonts, one script, one icon sprite, and
 * beside the design system's script the reader of QR codes.
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

// The reader is two modules, of which one imports the other by a name that Django's manifest storage would change: they
// are made one. Nothing of them is rewritten but how they hand each other their parts.
async function reader() {
  const folder = path.join(modules, "qr");
  const [parts, decoder] = await Promise.all(
    ["index.js", "decode.js"].map((name) => readFile(path.join(folder, name), "utf8")),
  );
  const handed = parts.match(/^export \{([^}]*)\};$/m);
  const taken = decoder.match(/^import \{([^}]*)\} from '\.\/index\.js';$/m);
  if (!handed || !taken) throw new Error("The reader of QR codes does not hand over its parts where it did.");
  const named = (list, swap) =>
    list.split(",").map((each) => each.trim()).filter(Boolean)
      .map((each) => each.split(" as "))
      .map(([from, to]) => (swap ? `${to}: ${from}` : `${from}: ${to}`)).join(", ");
  const inner = parts
    .replace(handed[0], "")
    .replace(/^export default .*$/m, "")
    .replace(/^export /gm, "");
  const whole = decoder.replace(
    taken[0],
    `const { ${named(taken[1], false)} } = (() => {\n${inner}\nreturn { ${named(handed[1], true)} };\n})();`,
  );
  if (/^import /m.test(whole)) throw new Error("The reader of QR codes imports something more.");
  const license = await readFile(path.join(folder, "LICENSE-MIT"), "utf8");
  const source = whole.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  await writeFile(path.join(out, "js", "qr.js"), `/*! qr\n${license.replaceAll("*/", "* /")}*/\n${source}`);
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
await reader();
await styles();
await sprite();
console.log(`Built ${path.relative(root, out)}.`);
