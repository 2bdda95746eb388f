//! Where it happened: the country and the place that the sentence gives.

use std::ops::Range;

use super::name::{Name, find};
use super::scene::Scene;
use super::sentence::{Sentence, between, gap, meets, within};
use super::words::{BETWEEN, LOCATIVES};
use crate::lexicon::country::Form;
use crate::lexicon::groups;
use crate::model::{EntryId, Kind, List, Project};

/// What is said of where something happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The country, by its English short name.
    pub country: String,
    /// The place, as written.
    pub place: String,
}

/// Reads where the event at `at` happened. The own side's country is where things are said, and seldom
/// where they happen.
pub(super) fn place(
    project: &Project,
    scene: &Scene<'_>,
    at: &Range<usize>,
    kind: Kind,
    goes_on: bool,
) -> Place {
    let home = super::side::own_country(project);
    let here = in_sentence(project, &scene.here, at, home);
    let mut place = here.unwrap_or_default();
    if place.country.is_empty() {
        let before = scene.earlier();
        let before = if goes_on { before } else { before.get(..2).unwrap_or(before) };
        let said =
            before.iter().find_map(|sentence| single(sentence, home).map(|country| (sentence, country)));
        if let Some((sentence, country)) = said {
            place.country = country.to_owned();
            if goes_on && place.place.is_empty() {
                let end = sentence.text.len()..sentence.text.len();
                place.place =
                    in_sentence(project, sentence, &end, home).map_or_else(String::new, |said| said.place);
            }
        }
    }
    let in_area = || !areas(project, scene.here.text).is_empty();
    if place.country.is_empty() && kind != Kind::Background && !in_area() {
        place.country = of_article(scene, home).unwrap_or_default().to_owned();
    }
    place
}

/// The country in which the strength at `at` is, as far as the words just beside it say: it is carried over
/// from nowhere, and blank where there are several.
pub(super) fn of_strength(project: &Project, scene: &Scene<'_>, at: &Range<usize>) -> Option<&'static str> {
    let (home, here) = (super::side::own_country(project), &scene.here);
    let beside = |range: &Range<usize>| {
        let between = between(at, range);
        let opens = range.end <= at.start && here.tokens_until(range.start) <= 1;
        opens || between.len() <= 60 && !here.text[between].contains([',', '(', ';'])
    };
    let mut countries = located(here, home).filter(|(range, _)| beside(range));
    let (range, country) = countries.next()?;
    let pair = matches!(here.word_after(range.end, 0), "and" | "or" | "et" | "ou");
    let pair = pair
        && here.countries.iter().any(|other| (1..30).contains(&other.range.start.saturating_sub(range.end)));
    (!pair && countries.all(|(_, other)| other == country)).then_some(country)
}

/// The country of an article that speaks of things in one country only.
fn of_article(scene: &Scene<'_>, home: Option<&str>) -> Option<&'static str> {
    const LONGEST: usize = 32 * 1024;
    const LEAD: usize = 600;
    if scene.text.len() > LONGEST {
        return None;
    }
    let article = Sentence::read(scene.text, 0..scene.text.len());
    let lead = scene.text.len().min(LEAD);
    let often =
        located(&article, home).count() > 1 || located(&article, home).any(|(range, _)| range.start < lead);
    single(&article, home).filter(|_| often)
}

fn in_sentence(
    project: &Project,
    sentence: &Sentence<'_>,
    at: &Range<usize>,
    home: Option<&str>,
) -> Option<Place> {
    let country = located(sentence, home)
        .filter(|(range, _)| reachable(sentence, at, range))
        .min_by_key(|(range, _)| cost(sentence, at, range))
        .map(|(_, country)| country);
    let place = spot(project, sentence, at, country);
    let place = place.map_or_else(String::new, |range| sentence.words(&range).to_owned());
    (country.is_some() || !place.is_empty())
        .then(|| Place { country: country.unwrap_or_default().to_owned(), place })
}

/// Where the project's named areas ("Sahel") stand in a text.
pub(super) fn areas(project: &Project, text: &str) -> Vec<(Range<usize>, EntryId)> {
    let names = project.list(List::Area).filter_map(|(id, area)| Name::new(&area.value, id));
    find(text, &names.collect::<Vec<_>>())
}

/// Whether nothing divides the event from a place that follows it: a semicolon does.
fn reachable(sentence: &Sentence<'_>, at: &Range<usize>, place: &Range<usize>) -> bool {
    place.end <= at.start || !sentence.text[between(at, place)].contains([';', '؛'])
}

/// "near Pau in southwestern France": where the dead are mourned, not where they died.
fn is_home(sentence: &Sentence<'_>, place: &Range<usize>, home: Option<&str>) -> bool {
    let after = place.end..place.end + 40;
    sentence.countries.iter().any(|found| {
        Some(found.value.name) == home && found.value.form == Form::Name && meets(&found.range, &after)
    })
}

/// Whether another thing that happened lies between the event and a place well after it.
fn crosses(sentence: &Sentence<'_>, at: &Range<usize>, place: &Range<usize>) -> bool {
    let between = between(at, place);
    place.start >= at.end
        && between.len() > 60
        && sentence.outcomes.iter().any(|other| within(&other.range, &between))
}

fn cost(sentence: &Sentence<'_>, at: &Range<usize>, place: &Range<usize>) -> usize {
    let between = between(at, place);
    let others = sentence.outcomes.iter().filter(|other| within(&other.range, &between)).count();
    gap(at, place) + others * 60
}

/// The countries in which the sentence says that something is, with the words that name them.
pub(super) fn located<'s>(
    sentence: &'s Sentence<'_>,
    home: Option<&'s str>,
) -> impl Iterator<Item = (Range<usize>, &'static str)> + 's {
    sentence
        .countries
        .iter()
        .filter(move |found| found.value.form != Form::Adjective && Some(found.value.name) != home)
        .filter(|found| is_located(sentence, found.range.start))
        .filter(|found| !sentence.is_said_by(&found.range))
        .map(|found| (found.range.clone(), found.value.name))
}

/// The only country in which the sentence says that something is.
fn single(sentence: &Sentence<'_>, home: Option<&str>) -> Option<&'static str> {
    let mut countries = located(sentence, home).map(|(_, country)| country);
    let first = countries.next()?;
    countries.all(|country| country == first).then_some(first)
}

/// The country to which "in the country" points: the nearest one before.
pub(super) fn pointed(scene: &Scene<'_>, home: Option<&str>) -> Option<&'static str> {
    let all = 0..scene.here.text.len();
    let points = ["in the country", "in that country", "dans le pays", "dans ce pays", "في البلاد"];
    scene.here.find(&all, &points)?;
    scene.earlier().iter().find_map(|sentence| single(sentence, home))
}

/// Whether the name at `byte` stands after a word such as "in", perhaps with "northern" between;
/// after "Gourma, "; or as what a region is of.
pub(super) fn is_located(sentence: &Sentence<'_>, byte: usize) -> bool {
    let tokens = &sentence.tokens;
    let mut i = sentence.token_from(byte);
    if is_border(sentence, i) {
        return false;
    }
    let apposed = i > 0 && tokens.gap_before(i) == ", " && tokens.list[i - 1].is_capitalised();
    if apposed {
        i = capitalised_from(sentence, i - 1);
    }
    for _ in 0..7 {
        let Some(back) = i.checked_sub(1) else { return false };
        let word = tokens.word(back);
        // "north of Gao", "au nord de Kidal".
        let direction =
            matches!(word, "north" | "south" | "east" | "west" | "nord" | "sud" | "est" | "ouest")
                && tokens.is(back + 1, &["of", "de", "d", "du"]);
        let close = word == "to" && tokens.is(back.wrapping_sub(1), &["close", "next"]);
        if direction || close || LOCATIVES.contains(&word) || tokens.list[back].raw == "à" {
            return true;
        }
        // "In Mali and Niger", "Salah al-Din province in Iraq".
        let joins = matches!(word, "and" | "et" | "or" | "between" | "entre");
        if !(BETWEEN.contains(&word) || joins || tokens.list[back].is_capitalised()) || !tokens.joined(back) {
            return false;
        }
        i = back;
    }
    false
}

/// "near the border with Niger" is not in Niger.
fn is_border(sentence: &Sentence<'_>, i: usize) -> bool {
    (1..=5).any(|back| {
        matches!(
            sentence.tokens.before(i, back),
            "border" | "borders" | "frontier" | "frontiere" | "from" | "الحدود"
        )
    })
}

fn capitalised_from(sentence: &Sentence<'_>, last: usize) -> usize {
    let mut first = last;
    while first > 0 && sentence.tokens.joined(first - 1) && sentence.tokens.list[first - 1].is_capitalised() {
        first -= 1;
    }
    first
}

/// The place inside a country: a name after a word such as "in".
fn spot(
    project: &Project,
    sentence: &Sentence<'_>,
    at: &Range<usize>,
    country: Option<&str>,
) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let home = super::side::own_country(project);
    let areas = areas(project, sentence.text);
    let operations = super::operation::named(project, sentence.text);
    let groups = groups(sentence.text);
    let taken = |range: &Range<usize>| {
        areas.iter().any(|(area, _)| meets(area, range))
            || groups.iter().any(|group| meets(&group.range, range))
            || sentence.speakers.iter().any(|said| meets(said, range))
            || matches!(sentence.words(range), "Paris" | "Invalides")
            || crosses(sentence, at, range)
            || is_home(sentence, range, home)
            || operations.iter().any(|(operation, _)| meets(operation, range))
            || sentence.dates.iter().any(|date| meets(&date.as_written, range))
            || sentence.persons.iter().any(|noun| meets(&noun.range, range))
            || sentence
                .countries
                .iter()
                .any(|found| found.value.form != Form::Town && meets(&found.range, range))
    };
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut i = 0;
    while i < tokens.len() {
        let close = tokens.is(i, &["to"]) && tokens.is(i.wrapping_sub(1), &["close", "next"]);
        let direction = tokens.is(i, &["of", "de"])
            && tokens
                .is(i.wrapping_sub(1), &["north", "south", "east", "west", "nord", "sud", "est", "ouest"]);
        let locative = close || direction || LOCATIVES.contains(&tokens.word(i)) || tokens.list[i].raw == "à";
        if !locative {
            i += 1;
            continue;
        }
        let mut first = i + 1;
        while first < tokens.len()
            && tokens.joined(first - 1)
            && BETWEEN.contains(&tokens.word(first))
            && !tokens.list[first].is_capitalised()
        {
            first += 1;
        }
        i += 1;
        if !tokens.gap(i - 1).starts_with(char::is_whitespace) {
            // "Thierville-sur-Meuse" is not on the Meuse.
            continue;
        }
        let Some(range) = proper(sentence, first) else { continue };
        let town = sentence
            .countries
            .iter()
            .find(|found| found.value.form == Form::Town && meets(&found.range, &range));
        let elsewhere = town.is_some_and(|town| country.is_some_and(|country| country != town.value.name));
        let organised = [
            "regiment",
            "ministry",
            "hospital",
            "army",
            "force",
            "forces",
            "operation",
            "headquarters",
            "palace",
            "university",
        ];
        let organisation = (first..first + 6).any(|n| {
            n < tokens.len()
                && organised.contains(&tokens.word(n))
                && tokens.list[n].range.start < range.end + 14
        });
        if taken(&range) || elsewhere || organisation || !reachable(sentence, at, &range) {
            continue;
        }
        let cost = cost(sentence, at, &range) / if town.is_some() { 2 } else { 1 };
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, range));
        }
    }
    best.map(|(_, range)| range)
}

/// The capitalised name at word `first`, with the small words inside it: "Salah al-Din".
fn proper(sentence: &Sentence<'_>, first: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let opens = tokens.list.get(first)?;
    if !opens.is_capitalised() || !tokens.joined(first.checked_sub(1)?) {
        return None;
    }
    let mut last = first;
    let mut next = first + 1;
    while next < tokens.len() && tokens.joined(next - 1) {
        if tokens.list[next].is_capitalised() {
            last = next;
        } else if !matches!(tokens.word(next), "al" | "el" | "ez" | "des" | "de" | "sur" | "la" | "le") {
            break;
        }
        next += 1;
    }
    Some(tokens.span(first, last))
}
