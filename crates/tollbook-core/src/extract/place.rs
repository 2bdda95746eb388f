//! Where it happened: the places of the event's clause, of its sentence, and of the sentence before.

use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition};
use super::clause::Clauses;
use super::pack::{Category, Form, Frame};
use super::statement::{Distance, Span, StatedPlace};
use super::when::Governor;

/// A place of a sentence.
#[derive(Clone, Debug)]
pub struct PlaceMention {
    /// Its chunk.
    pub at: usize,
    /// Its words.
    pub span: Span,
    /// Its country's English short name, where known.
    pub country: Option<String>,
    /// The words are a country's name.
    pub is_country: bool,
}

impl Clauses<'_, '_> {
    fn place_of(&self, at: usize, noun: &NounGroup<'_>) -> Option<PlaceMention> {
        let span = self.chunks[at].span;
        // "el municipio de Argelia", "la vereda Kuwait": a place that only has a country's name.
        let of_place = || {
            let of =
                self.before(at).filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of)));
            of.and_then(|i| self.before(i)).and_then(|i| self.noun(i)).is_some_and(|n| {
                n.place_noun && matches!(n.head, Head::Thing) && n.names.is_empty() && n.place.is_none()
            })
        };
        let namesake = |form: Form| {
            form == Form::Name && (matches!(noun.head, Head::Thing) && noun.place_noun || of_place())
        };
        let country = noun
            .place
            .filter(|entry| entry.category == Category::Country && !namesake(entry.form))
            // "Beni Slimane" is not the town of Beni.
            // Nor is "Ancash Street" in that region.
            .filter(|entry| {
                let inside = matches!(noun.head, Head::Name) || self.chunks[at].street;
                !(inside && entry.form == Form::Town)
            })
            .map(|entry| self.pack.name(entry.value).to_owned());
        // "in der syrischen Stadt Duma".
        let of_region = noun.country.as_ref().filter(|_| noun.region).map(|country| country.name.clone());
        let regional = of_region.is_some();
        let country = country.or(of_region);
        let is_country =
            noun.place.is_some_and(|entry| entry.form == Form::Name) && matches!(noun.head, Head::Place);
        let bare = matches!(noun.determiner, Determiner::None) && noun.number.is_none();
        let named = match noun.head {
            Head::Place => true,
            Head::Name => bare,
            // "the Sabina bridge", "Orlin province"; "his own shop" is no place by name.
            Head::Thing => noun.place_noun && !noun.names.is_empty() || noun.place.is_some() || regional,
            _ => false,
        };
        named.then_some(PlaceMention { at, span, country, is_country })
    }

    /// The places of the sentence, those after a preposition of place first looked for.
    pub fn places(&self) -> Vec<PlaceMention> {
        let mut found = Vec::new();
        for (at, chunk) in self.chunks.iter().enumerate() {
            let ChunkKind::Noun(noun) = &chunk.kind else { continue };
            let preposition = self.before(at).and_then(|i| self.chunks[i].preposition());
            // "in January 2020 Anna Keller": the preposition is the date's.
            let dated = at > 0 && matches!(self.chunks[at - 1].kind, ChunkKind::Date(_));
            let located = matches!(preposition, Some(Preposition::Place)) && !dated;
            // "in Gorda, Ruritania", "in the town of Gorda", "in downtown San Roque".
            let continues = self.before(at).is_some_and(|i| {
                matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::Preposition(Preposition::Of))
                    && self.before(i).is_some_and(|j| {
                        let of = matches!(self.chunks[i].kind, ChunkKind::Preposition(_));
                        found.iter().any(|p: &PlaceMention| p.at == j) || of && self.is_place_thing(j)
                    })
            });
            // "im Norden Ruritaniens": a genitive after its noun.
            let genitive = self.pack.traits.capital_nouns && at > 0 && self.is_place_thing(at - 1);
            // "Ruritania: two soldiers killed", at the head of a sentence.
            // "BANGKOK: A Ruritanian airstrike killed ten": where it was written.
            let heading = self.is_before_colon_at_head(at)
                && !(noun.place.is_some_and(|entry| entry.form == Form::Town)
                    && self.names_other_country(noun));
            // "a strike on Orlivka".
            let target = noun.place.is_some_and(|entry| entry.form == Form::Town)
                && self.before(at).is_some_and(|i| {
                    self.chunks[i].target
                        && self
                            .before(i)
                            .and_then(|j| self.noun(j))
                            .is_some_and(|n| matches!(n.head, Head::Thing | Head::Event(_)))
                });
            // "in Gorda, Radio Sabina reported": who says it.
            let says = !located
                && self
                    .verb(at + 1)
                    .is_some_and(|verb| matches!(verb.main, Main::Say) && verb.finite() && !verb.be);
            if says || !(located || continues || genitive || heading || target) {
                continue;
            }
            if let Some(place) = self.place_of(at, noun) {
                found.push(place);
            }
        }
        found
    }

    /// Whether a sentence names another country than that of the town that it begins with.
    fn names_other_country(&self, town: &NounGroup<'_>) -> bool {
        let own = town.place.map(|entry| self.pack.name(entry.value));
        self.chunks.iter().skip(1).filter_map(|chunk| chunk.noun()).any(|noun| {
            noun.country.as_ref().is_some_and(|country| Some(country.name.as_str()) != own)
                || noun.place.is_some_and(|entry| {
                    entry.category == Category::Country && Some(self.pack.name(entry.value)) != own
                })
        })
    }

    /// Whether the place at chunk `place` is where somebody spoke of the event at `at`: "told reporters in Gorda",
    /// "announced in Gorda the death of", but not "said rebels in Gorda killed".
    fn is_of_saying(&self, at: usize, place: usize) -> bool {
        let Governor::Chunk(verb) = self.governor_of(place) else { return false };
        let is_beside = || (verb + 1..place).all(|i| self.noun(i).is_none());
        verb != at && verb < place && self.is_saying(verb) && (at < verb || is_beside())
    }

    /// "aus einem in Genf veröffentlichten Bericht": a participle of saying right behind the place at chunk `place`, and
    /// the noun that it describes.
    fn is_of_said(&self, place: usize) -> bool {
        self.is_saying(place + 1)
            && self.verb(place + 1).is_some_and(|verb| !verb.finite())
            && self.noun(place + 2).is_some()
    }

    /// Whether the place at chunk `place` is where the people of the event at `at` were treated or died of what
    /// they had suffered elsewhere. A hospital that is attacked is the place of the event.
    fn is_of_care(&self, at: usize, died_of_wounds: bool, place: usize) -> bool {
        let governor = match self.governor_of(place) {
            Governor::Chunk(governor) => Some(governor),
            Governor::None => None,
        };
        if died_of_wounds && governor == Some(at) {
            return true;
        }
        let is_in = |i: usize| self.noun(i).is_some_and(|noun| noun.care);
        // "a hospital in Landstuhl, Germany", "hôpital militaire de Gao".
        let names_place =
            |i: usize| self.noun(i).is_some_and(|noun| matches!(noun.head, Head::Place | Head::Name));
        let joins = |i: usize| {
            let of_place = Some(Preposition::Place);
            matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::Preposition(Preposition::Of))
                || self.chunks[i].preposition() == of_place
        };
        let mut back = (0..place).rev().take(6).skip_while(|i| joins(*i) || names_place(*i));
        if !is_in(place) && !back.next().is_some_and(is_in) {
            return false;
        }
        let harms = self.verb(at).is_some_and(|verb| match verb.main {
            Main::Trigger(entry) => entry.detail.frame != Some(Frame::Subject),
            _ => false,
        });
        let other_verb = governor.filter(|governor| *governor != at).and_then(|governor| self.verb(governor));
        !harms || other_verb.is_some_and(|verb| !matches!(verb.main, Main::Auxiliary))
    }

    fn semicolon_between(&self, first: usize, last: usize) -> bool {
        (first..last).any(|i| matches!(self.kind(i), Some(ChunkKind::Semicolon)))
    }

    /// "in Ruritania and Borovia": whether a place is joined to one of another country.
    fn is_one_of_countries(&self, place: &PlaceMention) -> bool {
        let other = |i: usize| {
            self.noun(i).is_some_and(|noun| {
                noun.place.is_some_and(|entry| {
                    entry.category == Category::Country
                        && Some(self.pack.name(entry.value)) != place.country.as_deref()
                })
            })
        };
        let joins = |i: usize| matches!(self.kind(i), Some(ChunkKind::And | ChunkKind::Or));
        place.is_country
            && (joins(place.at + 1) && other(place.at + 2)
                || place.at >= 2 && joins(place.at - 1) && other(place.at - 2))
    }

    /// Whether the chunk at `at` opens the sentence and a colon follows: "Ruritania: two soldiers killed".
    fn is_before_colon_at_head(&self, at: usize) -> bool {
        at == 0 && matches!(self.kind(1), Some(ChunkKind::Colon))
    }

    fn is_place_thing(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| matches!(noun.head, Head::Thing | Head::Unknown))
            && self
                .before(at)
                .is_some_and(|i| matches!(self.chunks[i].preposition(), Some(Preposition::Place)))
    }

    /// The place and the country of the event at chunk `at`.
    pub fn place_of_event(
        &self,
        at: usize,
        patient: Option<(usize, usize)>,
        died_of_wounds: bool,
        text: &str,
    ) -> (Option<StatedPlace>, Option<StatedPlace>) {
        let mut places = self.places();
        // "In Gorda, 36-year-old Anna Keller died": who suffered it is no place.
        places.retain(|place| {
            patient.is_none_or(|(first, _)| first != place.at)
                && !self.is_of_care(at, died_of_wounds, place.at)
                && !self.is_of_saying(at, place.at)
                && !self.is_of_said(place.at)
                // "Nine died on a train; bombs in Gorda killed two": another event's.
                && (at >= place.at || !self.semicolon_between(at, place.at))
        });
        let mut ranked: Vec<(usize, &PlaceMention, Distance)> = places
            .iter()
            .map(|place| {
                let governor = self.governor_of(place.at);
                let own = governor == Governor::Chunk(at);
                let in_patient = patient.is_some_and(|(first, last)| (first..=last + 3).contains(&place.at));
                let distance = if own || in_patient { Distance::Clause } else { Distance::Sentence };
                // "Four died in Gorda, three in Selm": of the three, the verb is left out.
                let is_beside = patient.is_some_and(|(first, last)| at < first && place.at == last + 2);
                let rank = if is_beside { 0 } else { usize::from(!own) * 1000 + place.at.abs_diff(at) };
                (rank, place, distance)
            })
            .collect();
        ranked.sort_by_key(|(rank, ..)| *rank);
        // "GORDA: Two men died in the east": where the report was written, not where they died.
        let is_heading = |place: &PlaceMention| self.is_before_colon_at_head(place.at);
        if ranked.iter().any(|(_, place, _)| !is_heading(place)) {
            ranked.retain(|(_, place, _)| place.is_country || !is_heading(place));
        }
        let place =
            ranked.iter().find(|(_, place, _)| !place.is_country).map(|(_, place, distance)| StatedPlace {
                name: place.span.words(text).split_whitespace().collect::<Vec<_>>().join(" "),
                span: Some(place.span),
                distance: *distance,
            });
        let country = ranked
            .iter()
            .find_map(|(_, place, distance)| place.country.as_ref().map(|name| (place, name, distance)))
            .filter(|(place, ..)| !self.is_one_of_countries(place))
            .map(|(place, name, distance)| StatedPlace {
                name: name.clone(),
                span: Some(place.span),
                distance: *distance,
            });
        (place, country)
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Languages, extract};

    #[test]
    fn a_preposition_before_a_date_makes_no_place_of_whom_it_happened_to() {
        for (text, expected) in [
            ("In January 2020 Anna Keller was killed in Iraq.", "Iraq"),
            ("In January 2020 Anna Keller was killed in Gorda.", "Gorda"),
            ("On Monday in Gorda a mine killed two men.", "Gorda"),
        ] {
            let statements = extract(text, &Context::default(), Languages::builtin());
            let place = statements[0].place.as_ref().or(statements[0].country.as_ref()).unwrap();
            assert_eq!(place.name, expected, "{text}");
        }
    }

    #[test]
    fn a_place_is_that_of_its_own_people() {
        for (text, expected) in [
            ("Four died in Gorda, three in Selm and two in Orlivka.", vec!["Gorda", "Selm", "Orlivka"]),
            ("GORDA: Two men were killed in an ambush in the town of Selm.", vec!["Selm"]),
            ("GORDA: Two men were killed on Monday.", vec!["GORDA"]),
            ("In Selm District, 36-year-old Anna Keller was shot dead.", vec!["Selm District"]),
        ] {
            let statements = extract(text, &Context::default(), Languages::builtin());
            let places: Vec<_> =
                statements.iter().map(|s| s.place.as_ref().map_or("", |place| &place.name)).collect();
            assert_eq!(places, expected, "{text}");
        }
    }
}
