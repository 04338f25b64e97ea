"""The parts of the design system, and the pages that must stand when nothing else does."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from praksis.task_list import Task

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "use"}


class Balanced(HTMLParser):
    """Fails on an element that is not closed, or closed in the wrong place; gathers the text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.words = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert "style" not in dict(attrs), "the content policy refuses inline style"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data.split()

    @property
    def text(self):
        return " ".join(self.words)


def visit(address):
    """A visitor's request."""
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    return request


def draw(name, **context):
    html = render_to_string(f"components/{name}.html", context, visit("/liste/?q=skive&side=2"))
    return html, Balanced(html).text


def test_an_alert_says_its_kind_and_what_to_do():
    html, text = draw("alert", kind="warning", heading="Pas på", text="Teksten er underskrevet.")

    assert text == "Pas på Teksten er underskrevet."
    assert 'role="alert"' in html
    assert 'aria-label="Advarsel"' in html


def test_good_news_does_not_interrupt():
    html, _ = draw("alert", kind="success", text="Gemt.")

    assert 'role="alert"' not in html


def test_a_task_that_cannot_begin_is_no_link():
    tasks = [
        Task("Behov", "I gang", "info", url="/3/"),
        Task("Underskrift", hint="Når svarene er der"),
    ]

    html, text = draw("task_list", sections=[{"heading": "Ansøgning", "tasks": tasks}])

    assert text == "Ansøgning Behov I gang Underskrift Når svarene er der"
    assert html.count("<a ") == 1


def test_a_summary_shows_lines_and_a_way_to_change_them():
    rows = [
        {"label": "Tovholder", "value": "Jens <Bak>", "url": "/ret/"},
        {"label": "Dagtilbud", "lines": ["Solsikken", "Skovhuset"]},
    ]

    html, text = draw("summary_list", rows=rows)

    assert text == "Tovholder Jens <Bak> Ret Tovholder Dagtilbud Solsikken Skovhuset"
    assert "&lt;Bak&gt;" in html


def test_a_progress_bar_is_danish_to_people_and_plain_to_browsers():
    html, text = draw("progress_bar", value=6.5, max=10, label="Brugte timer", unit="timer")

    assert text == "Brugte timer 6,5 af 10 timer 6,5 af 10"
    assert '<progress value="6.5" max="10"' in html


def test_a_timeline_tells_what_happened_and_when():
    events = [{"at": datetime(2017, 11, 3, 22, 59, tzinfo=UTC), "text": "Direktøren skrev under", "who": "Mette Holm"}]

    _, text = draw("timeline", events=events)

    assert text == "fredag den 3. november 2017 kl. 23.59 Direktøren skrev under Mette Holm"


@pytest.mark.parametrize(("count", "leads_on"), [(7, 0), (8, 1), (9, 0)])
def test_a_timeline_of_as_many_events_as_a_page_reads_leads_to_the_whole_history(count, leads_on):
    events = [{"at": datetime(2017, 11, 3, 12, 0, tzinfo=UTC), "text": f"nr. {number}"} for number in range(count)]

    html, _ = draw("timeline", events=events)

    assert re.findall(r"nr\. \d", html) == [f"nr. {number}" for number in range(count)]
    assert html.count("&amp;historik=hele") == leads_on


def test_an_empty_timeline_says_so():
    _, text = draw("timeline", events=[])

    assert text == "Der er ikke sket noget i sagen endnu."


def test_the_next_step_says_who_what_and_when():
    _, text = draw("next_step", what="Skriv under", whose="Direktøren", when="senest i dag", url="/x/", link_text="Vis")

    assert text == "Næste skridt Skriv under Hvem Direktøren Hvornår senest i dag Vis"


def test_a_figure_has_its_facts_as_a_table():
    _, text = draw(
        "figure",
        id="themes",
        caption="De fire temaer",
        svg="components/themes_figure.svg.html",
        columns=["Tema", "Sted"],
        rows=[["Faglig ledelse", "Nederst"]],
    )

    assert text.endswith("De fire temaer Vis figuren som tabel Tema Sted Faglig ledelse Nederst")


def test_the_framework_names_the_column_of_every_step_for_narrow_screens():
    board = {
        "columns": ["Opstart", "Periode"],
        "lanes": [
            {
                "name": "Dagtilbud",
                "cells": [[], [{"text": "Praksismøde"}]],
            }
        ],
        "tracks": [{"text": "Sparring"}],
    }

    html, text = draw("framework", board=board)

    assert text.endswith("Opstart Periode Dagtilbud Periode Praksismøde Sparring")
    assert html.count('class="framework__empty"') == 1


def test_pages_keep_the_search():
    html, text = draw("pagination", page=Paginator(range(30), 10).page(2))

    assert text == "Forrige Side 2 af 3 1 2 3 Næste"
    assert 'href="?q=skive&amp;side=3"' in html


def test_one_page_needs_no_pages():
    _, text = draw("pagination", page=Paginator(range(3), 10).page(1))

    assert text == ""


def test_breadcrumbs_end_with_the_page_itself():
    html, text = draw("breadcrumbs", crumbs=[{"label": "Mine", "url": "/mine/"}, {"label": "Ansøgning"}])

    assert text == "Mine Ansøgning"
    assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_the_last_pages_stand_without_request_user_or_database(name):
    html = engines["django"].get_template(name).render()

    assert "Kontakt" in Balanced(html.replace("<!doctype html>", "")).text


def test_an_expired_form_offers_the_same_text_again():
    fields = [("motivation", "Vi vil\nnå <alle> børn"), ("theme", "a"), ("theme", "b")]

    html = render_to_string(
        "403_csrf.html", {"fields": fields, "texts": [fields[0][1]], "action": "/skriv/?x=1"}, visit("/skriv/")
    )

    assert html.count('type="hidden" name="theme"') == 2
    assert 'name="motivation" value="Vi vil\nnå &lt;alle&gt; børn"' in html
    assert "readonly>\nVi vil\nnå &lt;alle&gt; børn</textarea>" in html
    assert '<form method="post" action="/skriv/?x=1">' in html


def test_a_letter_has_the_same_words_as_text_and_html():
    context = {
        "subject": "Vi har modtaget jeres ansøgning",
        "paragraphs": ["Kære Jens & Ditte", "Sagsnummeret er 2026-0042."],
        "button_text": "Se ansøgningen",
        "button_url": "https://praksis.example/mine/?a=1&b=2",
        "closing": "Venlig hilsen\nos",
    }

    text = render_to_string("emails/letter.txt", context)
    html = render_to_string("emails/letter.html", context)

    assert text == (
        "Vi har modtaget jeres ansøgning\n\nKære Jens & Ditte\n\nSagsnummeret er 2026-0042.\n\n"
        "Se ansøgningen:\nhttps://praksis.example/mine/?a=1&b=2\n\nVenlig hilsen\nos\n"
    )
    assert "Kære Jens &amp; Ditte" in html
    assert 'href="https://praksis.example/mine/?a=1&amp;b=2"' in html
