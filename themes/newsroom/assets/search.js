// Full-text search in the page with the form. Without this file readers have the lists below it, and no form.
// Pagefind, which keeps the index, is fetched when somebody types, not before.
const place = document.querySelector("[data-search]");
const texts = place.dataset;
const form = place.querySelector("form");
const query = form.elements.q;
const part = (name) => place.querySelector(`[data-part="${name}"]`);
const [status, filters, found, results, more, result] = ["status", "filters", "found", "results", "more", "result"].map(part);
const fields = [...filters.querySelectorAll("select")];
const order = fields.find((field) => field.name === "order");
const choices = fields.filter((field) => field !== order);
const pageLanguage = document.documentElement.lang;

const AT_ONCE = 10;
const PAUSE = 300;
const PATIENCE = 30000;
const NEWEST = { moment: "desc" };

const numbers = new Intl.NumberFormat(texts.locale, { numberingSystem: "latn" });
const plurals = new Intl.PluralRules(texts.locale);
const languages = new Intl.DisplayNames(texts.locale, { type: "language", fallback: "code" });
const alphabet = new Intl.Collator(texts.locale, { numeric: true });

let engine;
let latest = 0;
let answered = "";
let shown = 0;
let matches = [];
let waiting;

// Whether a server forbids WebAssembly to the script that would run it, told by that script's own header: to try it
// would be a violation of the policy.
async function isRefused() {
  const answer = await fetch(`${texts.search}pagefind-worker.js`, { method: "HEAD" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const policies = answer.headers.get("Content-Security-Policy")?.toLowerCase().split(",") ?? [];
  return policies.some((policy) => {
    const rules = policy.split(";").map((rule) => rule.trim().split(/\s+/));
    const rule = rules.find(([name]) => name === "script-src") ?? rules.find(([name]) => name === "default-src");
    return rule && !rule.includes("'wasm-unsafe-eval'") && !rule.includes("'unsafe-eval'");
  });
}

async function start() {
  if (await isRefused()) return null;
  return import(new URL(`${texts.search}pagefind.js`, location.href));
}

function inTime(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("too slow")))]);
}

function counted(number) {
  const form = [0, 1, 2, 3, 11, 100].find((each) => plurals.select(each) === plurals.select(number)) ?? 100;
  return texts[`found-${form}`].replace("#", numbers.format(number));
}

function chosen() {
  return choices.filter((field) => field.value).map((field) => [field.name, field.value]);
}

async function search() {
  const turn = ++latest;
  clearTimeout(waiting);
  remember();
  const words = query.value.trim();
  if (!words) {
    clear("");
    return;
  }
  // What is shown stays, so that a reader who is already among the results does not lose their place.
  if (answered === location.href) return;
  if (!engine) status.textContent = texts.searching;
  try {
    engine ??= start();
    const pagefind = await inTime(engine);
    if (!pagefind) {
      clear(texts.refused);
      return;
    }
    const options = { filters: Object.fromEntries(chosen()), sort: order.value ? NEWEST : {} };
    // All filters must be loaded for their counts to be told.
    await inTime(pagefind.filters());
    const answer = await inTime(pagefind.search(words, options));
    if (!answer.results.length && !navigator.onLine) throw new Error("offline");
    if (turn === latest) await show(answer, turn);
  } catch (fault) {
    if (turn !== latest) return;
    console.warn(fault);
    engine?.then((pagefind) => pagefind.destroy()).catch(() => {});
    engine = undefined;
    clear(texts.broken);
  }
}

function clear(text) {
  answered = "";
  status.textContent = text;
  found.hidden = filters.hidden = true;
  results.replaceChildren();
}

async function show(answer, turn) {
  answered = "";
  matches = answer.results;
  shown = 0;
  offer(answer);
  if (!matches.length) {
    results.replaceChildren();
    found.hidden = true;
    status.textContent = texts.nothing;
    answered = location.href;
    return;
  }
  const items = await next();
  if (turn !== latest) return;
  results.replaceChildren(...items);
  advance(items);
  found.hidden = false;
  status.textContent = counted(matches.length);
  answered = location.href;
}

async function next() {
  const data = matches.slice(shown, shown + AT_ONCE).map((match) => match.data());
  return (await inTime(Promise.all(data))).map(item);
}

function advance(items) {
  shown += items.length;
  more.hidden = shown >= matches.length;
}

async function showMore() {
  const turn = latest;
  try {
    const items = await next();
    if (turn !== latest) return;
    results.append(...items);
    advance(items);
    items[0].querySelector("a").focus();
  } catch (fault) {
    console.warn(fault);
    status.textContent = texts.broken;
  }
}

function item({ url, excerpt, meta, filters: { section, language } }) {
  const made = result.content.firstElementChild.cloneNode(true);
  const slot = (name) => made.querySelector(`[data-show="${name}"]`);
  const put = (name, text) => (text ? (slot(name).textContent = text) : slot(name).remove());
  put("date", meta.date);
  put("section", section?.[0]);
  const foreign = language?.[0] && language[0] !== pageLanguage ? language[0] : "";
  put("language", foreign && languages.of(foreign));
  const title = slot("title");
  title.textContent = meta.title;
  title.href = url;
  slot("excerpt").append(...marked(excerpt));
  for (const text of [title, slot("excerpt")]) {
    text.dir = "auto";
    if (foreign) text.lang = foreign;
  }
  return made;
}

// Pagefind writes an excerpt as HTML with <mark> as its only element.
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((piece, index) => {
    const text = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (index % 2 === 0) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

// The values that results have, with the number of results that each would leave. Beside a value that is chosen no
// numbers stand, as Pagefind counts with it.
function offer({ filters: left, totalFilters: all }) {
  for (const field of choices) {
    const { value } = field;
    const counts = (value ? all : left)[field.name] ?? {};
    const names = Object.keys(counts).filter((name) => counts[name] || name === value);
    if (value && !names.includes(value)) names.push(value);
    const options = names.map((name) => {
      const label = field.name === "language" ? languages.of(name) : name;
      return { name, text: value ? label : `${label} (${numbers.format(counts[name])})` };
    });
    options.sort((one, other) => alphabet.compare(one.text, other.text));
    if (field.name === "year") options.reverse();
    field.replaceChildren(field.options[0], ...options.map(({ name, text }) => new Option(text, name)));
    field.value = value;
    field.parentElement.hidden = !value && options.length < 2;
  }
  filters.hidden = matches.length < 2 && !chosen().length;
}

// The address always leads to what is seen, so that a search can be kept and passed on.
function remember() {
  const address = new URL(location.href);
  for (const { name, value } of [query, ...fields]) {
    if (value.trim()) address.searchParams.set(name, value.trim());
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const field of [query, ...fields]) {
    const value = asked.get(field.name) ?? "";
    if (field.options && value && ![...field.options].some((option) => option.value === value)) {
      if (field === order) continue;
      field.append(new Option(value, value));
    }
    field.value = value;
  }
  filters.open = fields.some((field) => field.value);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
filters.addEventListener("change", search);
more.addEventListener("click", showMore);
recall();
place.hidden = false;
if (query.value) search();
