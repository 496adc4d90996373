"""Every word that people read is in the dictionary, or in the project's own list beside this test."""

import re

import pytest
from spellchecker import SpellChecker

from tests.prose import of_markdown, pages
from tests.refresh import ROOT

LIST = ROOT / "tests" / "data" / "words.txt"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Not words: names from code, numbers with letters, and what stands in quotes because it is wrong on purpose.
NAME = re.compile(
    r"""\b\w*(?:[_\d./=\\()\[\]]|[a-z][A-Z])[\w./=\\()\[\]-]*
      | [{"“][^}"”\n]*[}"”]
      | \b\w+[²³]
      | \b[bcgfhwxtL](?:ᵢ|ⱼ)?'?\b""",
    re.VERBOSE,
)


@pytest.fixture(scope="module")
def dictionary():
    """Return the dictionary, with the project's own words."""
    checker = SpellChecker(language="en", distance=1)
    checker.word_frequency.load_words(LIST.read_text(encoding="utf-8").split())
    return checker


def words_of(text):
    """Return the words of a text in lower case, without a plural or possessive 's."""
    found = {re.sub(r"['’]s$", "", word) for word in WORD.findall(NAME.sub(" ", text))}
    return {word.lower().replace("’", "'") for word in found if len(word) > 2 and not word.isupper()}


@pytest.mark.parametrize("page", sorted(pages()))
def test_every_word_is_known(page, dictionary):
    unknown = sorted(dictionary.unknown(words_of(pages()[page])))
    assert not unknown, f"{page}: correct these words, or add them to tests/data/words.txt: {', '.join(unknown)}"


def test_a_wrong_word_is_noticed(dictionary):
    assert dictionary.unknown(words_of(of_markdown("The gradeint of the loss, `gradeint` in code."))) == {"gradeint"}


def test_the_list_is_sorted_and_needed(dictionary):
    own = LIST.read_text(encoding="utf-8").split()
    assert own == sorted(set(own)), "sort tests/data/words.txt and name each word once"
    plain = SpellChecker(language="en", distance=1)
    used = set().union(*(words_of(text) for text in pages().values()))
    assert [word for word in own if word not in used or plain.known([word])] == []
