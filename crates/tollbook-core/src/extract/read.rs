//! The whole cascade: from a text to its statements.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::candidate::Candidate;
use super::chunk::{Chunk, ChunkKind, Determiner, Head, Preposition, chunks};
use super::clause::Clauses;
use super::date::{self, DateExpression};
use super::group::{count_of, sum};
use super::judge;
use super::lexeme::{DateTokens, lexemes, opens_people};
use super::pack::{Category, Pack, UNKNOWN};
use super::repeat;
use super::rules::Rule;
use super::statement::{
    Count, Distance, Member, NumberForm, Party, PartyKind, Path, Reason, Slot, Span, StatedPlace, Statement,
    Status,
};
use super::token::Token;
use super::{Context, DateRange, Figures, Kind, Outcome};

/// "The victims" are those of one of so many sentences before.
const VICTIMS_REACH: usize = 3;

/// A sentence that has been read.
pub struct Parsed<'a> {
    /// Its words.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its chunks.
    pub chunks: Vec<Chunk<'a>>,
    /// Its dates.
    pub dates: Vec<DateExpression>,
    /// It opens a paragraph.
    pub paragraph: bool,
    /// Its cues, once they were asked for.
    pub cues: OnceCell<Vec<judge::FoundCue<'a>>>,
}

/// Reads the statements of one text.
pub struct Reader<'t, 'a> {
    /// The text.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: &'t [Token],
    /// Its sentences, by tokens.
    pub sentences: &'t [Range<usize>],
    /// The language.
    pub pack: &'a Pack,
    /// What else is known of the article.
    pub context: &'t Context,
    /// The country of the dateline, once it was asked for.
    pub dateline_country: OnceCell<Option<String>>,
    /// The day from which "today" is counted, once it was asked for.
    pub written: OnceCell<Option<DateRange>>,
    /// The countries of whose forces the whole text speaks, once they were asked for.
    pub forces: OnceCell<Vec<String>>,
    /// Whether the whole text is about games, once it was asked for.
    pub games: OnceCell<bool>,
    /// How many words of the whole text tell of violence, once it was asked for.
    pub violence: OnceCell<usize>,
    /// Words of the whole text that stand beside a title or another word of a name, once they were asked for.
    pub named: OnceCell<FxHashSet<&'t str>>,
    /// The countries that the whole text names, once they were asked for.
    pub countries: OnceCell<Vec<(String, usize)>>,
    /// Whether its first sentences speak of another country than the dateline's, once that was asked for.
    pub opening_names_another: OnceCell<bool>,
}

impl<'t, 'a> Reader<'t, 'a> {
    /// The statements, in the order of their words.
    pub fn statements(&self) -> Vec<Statement> {
        let mut found: Vec<Statement> = Vec::new();
        let mut previous: Option<(usize, Parsed<'a>)> = None;
        for (n, range) in self.sentences.iter().enumerate() {
            let triggers =
                self.tokens[range.clone()].iter().any(|token| self.pack.vocabulary.tells_trigger(token.word));
            let goes_on = self.goes_on_from(n, &found);
            if !triggers && goes_on.is_none() && !self.counts_forces(range.clone()) {
                continue;
            }
            let parsed = self.parse(range.clone());
            let clauses = Clauses { chunks: &parsed.chunks, pack: self.pack, rules: self.context.rules_off };
            let mut candidates = clauses.candidates();
            if let Some(outcome) = goes_on {
                let victims = self.victims_in(&parsed);
                candidates.extend(match victims {
                    Some(victims) => clauses.part_of_victims(victims, outcome),
                    None => clauses.part_of_sentence_before(outcome),
                });
            }
            judge::decide(&clauses, &mut candidates);
            candidates = candidates.into_iter().flat_map(|candidate| clauses.by_side(candidate)).collect();
            if self.context.rules_off.applies(Rule::Strength) {
                candidates.extend(self.strengths(&parsed, &clauses, &candidates));
                candidates.sort_by_key(|candidate| candidate.at);
            }
            if candidates.is_empty() {
                continue;
            }
            // The sentence before is read only where something may be taken from it.
            if n > 0 && previous.as_ref().is_none_or(|(at, _)| *at != n - 1) {
                previous = Some((n - 1, self.parse(self.sentences[n - 1].clone())));
            }
            let before = previous.as_ref().filter(|(at, _)| n > 0 && *at == n - 1).map(|(_, parsed)| parsed);
            let first = found.len();
            for candidate in &candidates {
                if let Some(statement) = self.statement(&parsed, &clauses, candidate, before, &found) {
                    found.push(statement);
                }
            }
            judge::settle_sentence(&mut found[first..]);
            judge::tie_parts(&mut found, first);
            self.share_date(&parsed, &mut found[first..]);
            judge::settle_background(&mut found[first..], self.context);
            previous = Some((n, parsed));
        }
        repeat::mark_repeats(self.text, &mut found, self.context.rules_off.applies(Rule::RepeatSide));
        found
    }

    /// "Five hikers died. Among them were a nurse and her son": what happened to the people of the sentence before, where
    /// the sentence `n` begins by speaking of some of them.
    fn goes_on_from(&self, n: usize, found: &[Statement]) -> Option<Option<Outcome>> {
        let range = self.sentences.get(n)?.clone();
        let word_at = |i: usize| self.tokens.get(range.start + i).map(|token| token.word);
        let opens =
            self.pack.vocabulary.longest(word_at, |_, entry| entry.category == Category::Including).is_some();
        // "The victims" may be those of a sentence further back.
        let reach = if opens { 1 } else { VICTIMS_REACH };
        let earliest = self.sentences.get(n.checked_sub(1)?.saturating_sub(reach - 1))?;
        // Whoever is missing or held is no victim of whom that is said.
        let lost = |statement: &&Statement| {
            opens || !matches!(statement.outcome, Some(Outcome::Missing | Outcome::Captured))
        };
        let begin = self.tokens[earliest.start].span.start;
        let mut near = found.iter().rev().take_while(|statement| statement.sentence.start >= begin);
        let last = near.find(lost)?;
        if !opens && !self.tokens[range].iter().any(|token| self.is_victims(token)) {
            return None;
        }
        let start = last.sentence.start;
        let mut told =
            found.iter().rev().filter(lost).take_while(|statement| statement.sentence.start == start);
        let outcome = told.next()?.outcome;
        told.all(|statement| statement.outcome == outcome).then_some(outcome)
    }

    /// Whether the word is one for casualties that does not tell what they suffered: "victims".
    fn is_victims(&self, token: &Token) -> bool {
        self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
            entry.category == Category::OutcomeNoun && entry.detail.outcome.is_none() && entry.detail.weak
        })
    }

    /// The tokens that lie in a span.
    fn tokens_of(&self, span: Span) -> &'t [Token] {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        self.tokens.get(start..end).unwrap_or_default()
    }

    /// The chunk of the victims of whom the sentence says who some of them were: "among the victims".
    fn victims_in(&self, parsed: &Parsed<'a>) -> Option<usize> {
        let is_victims = |span: Span| {
            let at = self.tokens.partition_point(|token| token.span.start < span.start);
            self.tokens.get(at).is_some_and(|token| self.is_victims(token))
        };
        (1..parsed.chunks.len()).find(|i| {
            matches!(parsed.chunks[*i - 1].preposition(), Some(Preposition::Among))
                && parsed.chunks[*i].noun().is_some_and(|noun| {
                    noun.number.is_none() && noun.is_plural() && is_victims(noun.head_span)
                })
        })
    }

    /// The chunks of every sentence, a line each.
    pub fn explain(&self) -> String {
        let mut out = String::new();
        for range in self.sentences {
            for chunk in self.parse(range.clone()).chunks {
                let words = chunk.span.words(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
                out.push_str(&format!("{}({words}) ", chunk.kind.label()));
            }
            out.push('\n');
        }
        out
    }

    pub(super) fn parse(&self, range: Range<usize>) -> Parsed<'a> {
        let (first, last) = (&self.tokens[range.start], &self.tokens[range.end - 1]);
        let span = first.span.with(last.span);
        let mut dates = find_dates(self.text, span, self.pack);
        dates.retain(|date| !self.is_name_of_place(&range, date));
        let date_tokens = self.date_tokens(&range, &dates);
        let lexemes = lexemes(self.text, self.tokens, range.clone(), &date_tokens, self.pack);
        let chunks = chunks(&lexemes, self.pack);
        Parsed { span, tokens: range, chunks, dates, paragraph: first.paragraph, cues: OnceCell::new() }
    }

    /// "9 October Avenue", "place du 8 mai 1945": a date that is the name of a place.
    fn is_name_of_place(&self, range: &Range<usize>, date: &DateExpression) -> bool {
        let digits = self.text[date.start..].starts_with(|c: char| c.is_ascii_digit());
        // "the 1968 stadium fire" has a year.
        if !digits || date.meaning.is_year() {
            return false;
        }
        let tokens = &self.tokens[range.clone()];
        let is = |at: Option<usize>, category: Category| {
            let word = at.and_then(|at| tokens.get(at)).map_or(UNKNOWN, |token| token.word);
            self.pack.vocabulary.entries_of(word).iter().any(|entry| entry.category == category)
        };
        if self.pack.traits.adjective_after_noun {
            let before = tokens.partition_point(|token| token.span.end <= date.start).checked_sub(1);
            let over =
                if is(before, Category::Of) { before.and_then(|at| at.checked_sub(1)) } else { before };
            is(over, Category::PlaceNoun)
        } else {
            let after = tokens.partition_point(|token| token.span.start < date.end);
            is(Some(after), Category::PlaceNoun)
        }
    }

    fn date_tokens(&self, range: &Range<usize>, dates: &[DateExpression]) -> Vec<DateTokens> {
        let tokens = &self.tokens[range.clone()];
        dates
            .iter()
            .enumerate()
            .filter(|(_, date)| {
                date.meaning.is_date() || !opens_people(&self.tokens[range.clone()], date.end, self.pack)
            })
            .filter_map(|(n, date)| {
                let start = tokens.partition_point(|token| token.span.end <= date.start);
                let end = tokens.partition_point(|token| token.span.start < date.end);
                (start < end).then_some(DateTokens {
                    tokens: range.start + start..range.start + end,
                    date: n,
                    duration: !date.meaning.is_date(),
                })
            })
            .collect()
    }

    pub(super) fn statement(
        &self,
        parsed: &Parsed<'a>,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
        before: Option<&Parsed<'a>>,
        earlier: &[Statement],
    ) -> Option<Statement> {
        let mut reasons = vec![Reason::Trigger(candidate.trigger)];
        let group = candidate.group.as_ref();
        let (count, members) = self.count(clauses, candidate, &mut reasons);
        let mut patient = group.and_then(|group| clauses.group_party(group));
        if let Some(party) = &mut patient {
            // "1,725 people, including soldiers and rebels": not all of them are civilians.
            if party.weak && group.is_some_and(|group| clauses.are_of_several_sides(group.chunks.1)) {
                party.kind = None;
            }
            reasons.push(Reason::Patient(party.span, candidate.slot));
        }
        if let Some(loser) = candidate.loser.and_then(|at| clauses.owner(at)) {
            let party = patient.get_or_insert_with(|| loser.clone());
            party.multinational |= loser.multinational;
            party.country = party.country.clone().or(loser.country);
            party.kind = party.kind.or(loser.kind);
            party.group = party.group.clone().or(loser.group);
        }
        self.inherit(clauses, candidate, patient.as_mut(), earlier, parsed.span);
        let agent = candidate.agent.and_then(|at| clauses.party(at));
        let chunk_range = group.map(|group| group.chunks);
        let (kind, kind_reason) =
            judge::kind(parsed, clauses, candidate, &count, earlier, self.tokens, self.pack);
        if let Some(span) = kind_reason {
            reasons.push(Reason::Kind(kind, span));
        }
        // A running total has no day of the sentence before.
        let date = self
            .date(parsed, clauses, candidate, chunk_range, before)
            .filter(|date| kind != Kind::Total || date.distance != Distance::SentenceBefore);
        let meaning = date.as_ref().and_then(|date| {
            parsed.dates.iter().find(|it| it.start == date.span.start).map(|it| &it.meaning)
        });
        let date = date.and_then(|date| self.in_year_told(date, meaning, earlier));
        let cues = parsed.cues.get_or_init(|| judge::cues(self.tokens, parsed.tokens.clone(), self.pack));
        let one_event = judge::names_one_event(clauses, cues);
        let kind = judge::kind_by_date(kind, &count, date.as_ref(), meaning, one_event, self.context);
        if let Some(date) = &date {
            reasons.push(Reason::Date(date.span, date.reckoned, date.distance));
        }
        let died_of_wounds = judge::died_of_wounds(clauses, cues, candidate);
        // "three in Gorda, two in Nuba": the place that follows the number.
        let at = match group {
            Some(group) if candidate.path == Path::ElidedVerb => candidate.at.max(group.chunks.1 + 1),
            _ => candidate.at,
        };
        let (place, mut country) = clauses.place_of_event(at, chunk_range, died_of_wounds, self.text);
        if place.is_none()
            && country.is_none()
            && let Some(before) = before
            && (!parsed.paragraph || self.countries().len() == 1)
            && self.context.rules_off.applies(Rule::CountryBefore)
        {
            // "in Gorda, Ruritania, near the Borovian border": what the sentence before told happened in one country.
            let mut near =
                earlier.iter().rev().take_while(|statement| statement.sentence.start >= before.span.start);
            let told = near.find(|statement| statement.sentence == before.span);
            let told = told.and_then(|statement| statement.country.clone());
            let earlier = Clauses { chunks: &before.chunks, pack: self.pack, rules: self.context.rules_off };
            let (_, country_before) = earlier.place_of_event(usize::MAX / 2, None, false, self.text);
            // A civilian's own country is more likely the place than one named for something else.
            let at_home = |party: &Party, name: &str| {
                party.kind != Some(PartyKind::Civilians)
                    || party.country.as_ref().is_none_or(|c| c.name == name)
            };
            // "deux mois après celle de Gorda, qui avait fait 30 morts": a town of another country.
            let towns = self.countries_of_towns(parsed.tokens.clone());
            let fits = |place: &StatedPlace| {
                patient.as_ref().is_none_or(|party| at_home(party, &place.name))
                    && towns.iter().all(|(name, _)| *name == place.name)
            };
            country = told
                .filter(|place| place.distance <= Distance::Sentence)
                .or(country_before)
                .filter(fits)
                .map(|place| StatedPlace { distance: Distance::SentenceBefore, ..place });
        }
        if country.is_none() && self.context.rules_off.applies(Rule::DatelineCountry) {
            country = self.infer_country(parsed, patient.as_ref(), &members, agent.as_ref());
        }
        if let Some(StatedPlace { span: Some(span), distance, .. }) = &country {
            reasons.push(Reason::Country(*span, *distance));
        }
        let forces_of =
            self.forces_of(parsed, candidate, patient.as_ref(), &members, country.as_ref(), before);
        if let Some(span) = forces_of.as_ref().and_then(|forces| forces.span) {
            reasons.push(Reason::Side(span));
        }
        let disputed = judge::disputed(cues);
        let status = if candidate.denied {
            Status::Denied
        } else if disputed.is_some() {
            Status::Disputed
        } else {
            Status::Asserted
        };
        if let Some(span) = disputed {
            reasons.push(Reason::Status(status, span));
        }
        if count.figures == Figures::exactly(0)
            || !candidate.selected
                && self.asserts_nothing(parsed, clauses, candidate, kind, &count, patient.as_ref())
        {
            return None;
        }
        let cause = judge::cause(cues, self.pack, candidate.trigger);
        let definition = if kind == Kind::Total { judge::definition(cues, self.pack) } else { None };
        let since = clauses
            .since_date_of(candidate.at)
            .filter(|_| kind == Kind::Total)
            .and_then(|n| parsed.dates.get(n))
            .and_then(|date| self.stated(date, Distance::Clause, None));
        let said_by = judge::said_by(clauses, candidate.at);
        Some(Statement {
            sentence: parsed.span,
            trigger: candidate.trigger,
            outcome: candidate.outcome,
            kind,
            status,
            count,
            patient,
            members,
            forces_of,
            agent,
            said_by,
            date,
            country,
            place,
            cause,
            died_of_wounds,
            definition,
            since,
            repeat: None,
            whole: None,
            reasons,
            slot: candidate.slot,
            path: candidate.path,
        })
    }

    /// "six miners were killed and three wounded": whose people they are is said once.
    fn inherit(
        &self,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
        patient: Option<&mut Party>,
        earlier: &[Statement],
        sentence: Span,
    ) {
        if !self.context.rules_off.applies(Rule::SharedSide) {
            return;
        }
        let Some(party) = patient else { return };
        let here = || earlier.iter().rev().take_while(|statement| statement.sentence == sentence);
        // "five guards, two of whom died": the people before the comma.
        let begin = candidate.group.as_ref().map_or(candidate.at, |group| group.chunks.0);
        let of_whom = clauses.is_bare_number(begin)
            && matches!(clauses.kind(begin + 1), Some(ChunkKind::Including))
            && matches!(begin.checked_sub(1).and_then(|i| clauses.kind(i)), Some(ChunkKind::Comma));
        let before_comma = begin
            .checked_sub(2)
            .filter(|i| of_whom && clauses.noun(*i).is_some_and(|noun| matches!(noun.head, Head::Person(_))));
        if let Some(whole) = before_comma.and_then(|at| clauses.party(at)) {
            party.take_side_of(&whole);
            return;
        }
        // "four rebels, among them a woman": of the whole's side.
        let armed =
            |kind: Option<PartyKind>| matches!(kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup));
        if candidate.kind == Some(Kind::Part) && party.kind == Some(PartyKind::Civilians) {
            let whole = here().find(|other| other.trigger == candidate.trigger && other.kind != Kind::Part);
            if let Some(whole) = whole.and_then(|whole| whole.patient.as_ref()).filter(|it| armed(it.kind)) {
                party.take_side_of(whole);
                return;
            }
        }
        // "MINUSMA has 12,000 soldiers and police": of no one country.
        let of_force = |at: usize| {
            clauses.noun(at).is_some_and(|noun| matches!(noun.head, Head::Group) && noun.multinational)
        };
        party.multinational |= candidate.kind == Some(Kind::Strength)
            && party.kind == Some(PartyKind::StateForces)
            && party.country.is_none()
            && (0..candidate.group.as_ref().map_or(candidate.at, |group| group.chunks.0)).any(of_force);
        // "two of the dead were soldiers".
        if (party.says_no_side() || party.weak)
            && let Some(told) = clauses.told_by_copula(candidate)
        {
            party.take_side_of(&told);
            return;
        }
        if !party.says_no_side() || candidate.loser.is_some() && candidate.slot == Slot::OutcomeNoun {
            return;
        }
        // "stopped a bus with 22 workers and shot them".
        let pronoun = candidate.group.as_ref().and_then(|group| match group.members.as_slice() {
            [only] => {
                clauses.noun(only.noun).filter(|n| matches!(n.head, Head::Pronoun(_))).map(|_| only.noun)
            }
            _ => None,
        });
        if let Some(known) = pronoun
            .filter(|at| clauses.object_owner(*at).is_some())
            .and_then(|at| clauses.only_people_before(at))
            .and_then(|at| clauses.party(at))
        {
            party.take_side_of(&known);
            return;
        }
        // "raised to 36 the number of people killed": other people, too.
        let names_people = |token: &Token| {
            self.pack.vocabulary.entries_of(token.word).iter().any(|entry| entry.category == Category::People)
        };
        if candidate.slot == Slot::Toll && self.tokens_of(candidate.trigger).iter().any(names_people) {
            return;
        }
        // "sechs Soldaten fielen, die Rebellen ließen 40 Tote zurück": of whoever left them, or of others.
        let left = candidate.group.as_ref().is_some_and(|group| {
            let at = group.chunks.0;
            let dead = clauses.noun(at).is_some_and(|noun| matches!(noun.head, Head::Outcome(_)));
            let subject = clauses.object_owner(at).and_then(|verb| clauses.subject_of(verb));
            dead && subject.is_some_and(|(subject, _)| clauses.is_armed(subject))
        });
        if left {
            return;
        }
        let elided = candidate.group.as_ref().is_some_and(|group| {
            group.members.iter().all(|member| {
                member.whole.is_none()
                    && !clauses.chunks[member.noun].enemy
                    && clauses.noun(member.noun).is_some_and(|noun| match noun.head {
                        Head::Number | Head::Outcome(_) => true,
                        Head::Person(entry) => {
                            candidate.kind == Some(Kind::Strength) && entry.detail.party.is_none()
                        }
                        _ => false,
                    })
            })
        });
        // "avoir tué deux assaillants et enregistré deux blessés": whoever tells of losses tells of others.
        let first = candidate.group.as_ref().map_or(candidate.at, |group| group.chunks.0);
        let lost = (0..first)
            .rev()
            .take(4)
            .take_while(|i| match &clauses.chunks[*i].kind {
                ChunkKind::Noun(noun) => noun.number.is_none(),
                ChunkKind::Preposition(_) | ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Verb(_) => {
                    true
                }
                _ => false,
            })
            .find_map(|i| clauses.verb(i))
            .is_some_and(|verb| verb.loses);
        if !elided || lost && here().next().is_some() {
            return;
        }
        // "five of them dead, among them a foreigner, and 15 hurt": of all, and not of some.
        let before = here()
            .find(|statement| statement.kind != Kind::Part)
            .or_else(|| here().next())
            .and_then(|statement| statement.patient.clone());
        // "three soldiers and four rebels were killed, and 22 wounded": of which side is open.
        let kind_of = |statement: &Statement| statement.patient.as_ref().and_then(|party| party.kind);
        let first_told = here().find(|statement| statement.kind != Kind::Part);
        let several = first_told.is_some_and(|told| {
            here().any(|other| {
                other.trigger == told.trigger && other.kind == told.kind && kind_of(other) != kind_of(told)
            })
        });
        if several {
            return;
        }
        // "on the enemy side there were four dead".
        let of_enemy = (0..first)
            .rev()
            .take(6)
            .take_while(|i| !matches!(clauses.chunks[*i].kind, ChunkKind::Semicolon | ChunkKind::Comma))
            .any(|i| clauses.chunks[i].enemy);
        if of_enemy {
            return;
        }
        if let Some(before) = before.or_else(|| clauses.people_spoken_of(first)) {
            party.take_side_of(&before);
        }
    }

    fn count(
        &self,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
        reasons: &mut Vec<Reason>,
    ) -> (Count, Vec<Member>) {
        let Some(group) = &candidate.group else {
            let count = candidate.count.map_or_else(Count::default, |(figures, form, written)| Count {
                written,
                figures,
                form,
            });
            reasons.extend(count.written.map(Reason::Number));
            return (count, Vec::new());
        };
        let members: Vec<Member> = group
            .members
            .iter()
            .filter_map(|member| {
                let counted = clauses.counted(member.noun)?;
                // "her parents, both teachers".
                let both = member
                    .appositions
                    .iter()
                    .filter_map(|at| clauses.noun(*at))
                    .find(|noun| noun.determiner == Determiner::Whole && noun.number.is_some());
                let (figures, form, written) =
                    both.filter(|_| counted.1 == NumberForm::Plural).map_or(counted, count_of);
                let party = clauses.member_party(member)?;
                Some(Member { party, count: Count { written, figures, form } })
            })
            .collect();
        let count = if let Some((figures, form, written)) = candidate.count {
            Count { written, figures, form }
        } else if let Some(noun) = group.stated.and_then(|at| clauses.noun(at)) {
            let (figures, form, written) = count_of(noun);
            Count { written, figures, form }
        } else if group.undecided {
            reasons.push(Reason::Undecided(super::statement::StatementField::Count, group.span));
            Count::default()
        } else if let [only] = members.as_slice() {
            only.count.clone()
        } else {
            let figures: Vec<Figures> = members.iter().map(|member| member.count.figures).collect();
            reasons.push(Reason::Sum(members.iter().map(|member| member.party.span).collect()));
            Count { written: None, figures: sum(&figures), form: NumberForm::Sum }
        };
        reasons.extend(count.written.map(Reason::Number));
        (count, members)
    }
}

fn find_dates(text: &str, span: Span, pack: &Pack) -> Vec<DateExpression> {
    let Some(words) = text.get(span.range()) else { return Vec::new() };
    let mut dates = date::find_dates(words, Some(&pack.code));
    // "42-year-old", "20 years old": ages, and neither dates nor durations.
    dates.retain(|date| date.meaning.is_date() || !words[date.start..date.end].contains('-'));
    for date in &mut dates {
        date.start += span.start;
        date.end += span.start;
    }
    dates
}
