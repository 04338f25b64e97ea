/*
 * Keeps the page of one event's door, with its style and scripts, for when there is no network. Its scope is that page
 * alone. What is kept is thrown away by app.js when one signs out and when the day is over.
 */
"use strict";

const KEPT = "door";
const PATIENCE = 4000; // a network that says nothing for so long is none
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // such a file never changes

const door = () => new URL(self.registration.scope).pathname;

function inTime(request) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE);
  return fetch(request, { signal: giveUp.signal }).finally(() => clearTimeout(timer));
}

async function keep(address, answer) {
  if (answer.ok && !answer.redirected) await (await caches.open(KEPT)).put(address, answer.clone());
  return answer;
}

// The sign-in page is an answer too; a gateway that has lost the site behind it is not.
async function page(request) {
  try {
    const answer = await inTime(request);
    if (![502, 503, 504].includes(answer.status)) return new URL(request.url).search ? answer : keep(door(), answer);
  } catch {
    // no network
  }
  return (await caches.match(door())) || Response.error();
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    return await keep(request, await inTime(request));
  } catch {
    return kept || Response.error();
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const keepAll = (event.data.keep || []).map(async (address) => {
    if (HASHED.test(address) && (await caches.match(address))) return;
    await keep(address, await fetch(address, { credentials: "same-origin" }));
  });
  event.waitUntil(Promise.allSettled(keepAll).then(() => event.source.postMessage({ kept: true })));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === door()) event.respondWith(page(request));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(file(request));
  }
});
