//! The date of a statement: from its own clause, from the sentence, or from the sentence before.

use super::candidate::Candidate;
use super::chunk::{Chunk, ChunkKind, Determiner, Head, Main};
use super::clause::Clauses;
use super::date::{self, CalendarDate, DateExpression, Meaning, Year, YearPart};
use super::dateline;
use super::judge;
use super::pack::{Category, Form};
use super::read::{Parsed, Reader};
use super::rules::Rule;
use super::statement::{Distance, Reckoned, Slot, Span, StatedDate, Statement};
use super::token::{Shape, Token};
use super::when::Governor;
use super::{Context, DateRange, Kind, Outcome, PartyKind};
use crate::model::{DateBasis, Precision};

/// A report is printed at most so many days after the day of its dateline.
const LATEST_PRINT: i32 = 10;

/// Within so many bytes of its beginning a text may name its own date.
const HEAD: usize = 40;

/// The date of an entry stands at most so many sentences before.
const LONGEST_ENTRY: usize = 8;

/// In tokens.
const LONGEST_HEADING: usize = 6;

/// In statements.
const TOLD_BEFORE: usize = 4;

/// In days.
const NEARLY_A_YEAR: i32 = 300;

/// An event so many days before the article is what it reports.
const RECENT: i32 = 14;

/// Likewise of an event of some week or month, in days.
const RECENT_WEEKS: i32 = 62;

/// In days.
const LONGEST_EVENT: i64 = 31;

impl StatedDate {
    /// Whether the clause itself dates the event to a day shortly before the article: "on the anniversary of the war a
    /// bomb killed a soldier yesterday" tells of something new, whatever else is remembered.
    pub(super) fn is_recent(&self, context: &Context) -> bool {
        let (Some(range), Some(published)) = (self.range, context.published) else { return false };
        let days = if range.precision() == Precision::Day { RECENT } else { RECENT_WEEKS };
        self.distance == Distance::Clause
            && range.days() <= LONGEST_EVENT
            && range.first() <= published.last()
            && published.shifted(-days).is_some_and(|since| range.first() >= since.first())
    }
}

impl<'a> Reader<'_, 'a> {
    /// When it happened, as far as its clause, its sentence or the sentence before says.
    pub(super) fn date(
        &self,
        parsed: &Parsed<'a>,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
        patient: Option<(usize, usize)>,
        before: Option<&Parsed<'a>>,
    ) -> Option<StatedDate> {
        let strength = candidate.kind == Some(Kind::Strength);
        let own = clauses.dates_of(candidate.at, patient, strength);
        let earlier = clauses.verb(candidate.at).is_some_and(|verb| verb.have);
        let previous =
            before.and_then(|before| self.event_date(before, earlier || Self::tells_event_of_people(before)));
        let previous_range = previous.as_ref().and_then(|date| date.range);
        if let Some(counted) = own.iter().find_map(|n| self.counted_from_next(parsed, *n)) {
            return Some(counted);
        }
        let found = own
            .into_iter()
            .filter(|n| !self.opens_event(parsed, *n) && !self.is_of_comparison(parsed, *n))
            .filter(|n| !is_one_of_several(parsed, *n))
            .filter_map(|n| parsed.dates.get(n))
            .filter(|date| date.meaning.is_date() && !self.is_of_head(date) && !self.ends_period(date))
            .find_map(|date| {
                let named = self.named_before(parsed, date).or(previous_range);
                self.stated(date, Distance::Clause, named)
            });
        if found.is_some() || strength {
            return found;
        }
        if let Some(cause) = self.date_of_cause(parsed, clauses, candidate) {
            return Some(cause);
        }
        if let Some(labelled) = self.date_label(parsed) {
            return Some(labelled);
        }
        if parsed.dates.iter().any(|date| date.meaning.is_date()) {
            return self.date_of_clause_before(parsed, clauses, candidate);
        }
        if !self.context.rules_off.applies(Rule::DateBefore) {
            return None;
        }
        // "وذلك في أعقاب مقتل 11 جنديا": what it follows happened before.
        let follows = self.pack.traits.construct
            && clauses.noun(candidate.at).is_some_and(|noun| matches!(noun.head, Head::Event(_)))
            && candidate.at.checked_sub(1).is_some_and(|i| {
                matches!(clauses.chunks[i].preposition(), Some(super::chunk::Preposition::Other))
            });
        if follows {
            return None;
        }
        // The sentence before, where this one goes on in the same paragraph.
        if parsed.paragraph && !self.goes_on(clauses, candidate) {
            return None;
        }
        if let Some(heading) = self.date_heading(parsed).or_else(|| self.date_of_entry(parsed)) {
            return Some(heading);
        }
        // "In 2019 they left the valley. Two were killed": a year is too coarse to be the event's, and so are several.
        let coarse = |date: &StatedDate| {
            date.range.is_some_and(|range| {
                range.precision() == Precision::Year || range.days() > i64::from(NEARLY_A_YEAR)
            })
        };
        let told = before.is_some_and(|before| self.tells_event(before));
        // "They attacked on 11 November. … died in the six-week battle": not on the day on which it began.
        let lasts = previous.is_some() && self.tells_days(parsed);
        let previous = previous.filter(|date| told && !coarse(date) && !lasts);
        previous.map(|date| StatedDate { distance: Distance::SentenceBefore, ..date })
    }

    /// Whether a sentence says that what it tells went on for more than a day: "in the six-week battle".
    fn tells_days(&self, parsed: &Parsed<'a>) -> bool {
        let words = self.text.get(parsed.span.range()).unwrap_or_default();
        words.contains('-')
            && date::find_dates(words, Some(&self.pack.code)).iter().any(|date| {
                let long = match date.meaning {
                    Meaning::Duration(date::Unit::Day, days) => days > 1,
                    Meaning::Duration(date::Unit::Week | date::Unit::Month, _) => true,
                    _ => false,
                };
                let end = words.get(date.end..).unwrap_or_default();
                long && words[date.start..date.end].contains('-') && !end.starts_with("-old")
            })
    }

    /// "15 August. A convoy was ambushed. Three guards died.": the date at the head of the paragraph, in a sentence of
    /// its own.
    fn date_heading(&self, parsed: &Parsed<'a>) -> Option<StatedDate> {
        let at = self.sentences.binary_search_by_key(&parsed.tokens.start, |range| range.start).ok()?;
        let opens = |n: &usize| self.tokens[self.sentences[*n].start].paragraph;
        let first = (at.saturating_sub(LONGEST_ENTRY)..at).rev().find(opens)?;
        let heading = self.sentences[first].clone();
        if heading.len() > LONGEST_HEADING || !opens(&first) || opens(&at) {
            return None;
        }
        let heading = self.parse(heading);
        let dated = |chunk: &Chunk<'_>| {
            matches!(chunk.kind, ChunkKind::Date(_) | ChunkKind::Other) || chunk.preposition().is_some()
        };
        let mut dates = heading.dates.iter().filter(|date| date.meaning.is_date());
        let (Some(date), None) = (dates.next(), dates.next()) else { return None };
        heading.chunks.iter().all(dated).then(|| self.stated(date, Distance::Sentence, None)).flatten()
    }

    /// Whether a sentence says that something happened to people.
    fn tells_event_of_people(parsed: &Parsed<'a>) -> bool {
        parsed.chunks.iter().any(|chunk| match &chunk.kind {
            ChunkKind::Verb(verb) => matches!(verb.main, Main::Trigger(_)),
            ChunkKind::Noun(noun) => matches!(noun.head, Head::Event(_) | Head::Outcome(_)),
            _ => false,
        })
    }

    /// Whether a sentence says that something happened to people, or what does, or speaks of people under arms: "the
    /// president returned yesterday" dates nothing that follows.
    fn tells_event(&self, parsed: &Parsed<'a>) -> bool {
        let cues = parsed.cues.get_or_init(|| judge::cues(self.tokens, parsed.tokens.clone(), self.pack));
        let armed = |token: &Token| {
            self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
                matches!(entry.detail.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup))
                    && !matches!(entry.category, Category::Thing)
            })
        };
        judge::has(cues, Category::Cause).is_some()
            || self.tokens[parsed.tokens.clone()]
                .iter()
                .any(|token| self.pack.vocabulary.tells_trigger(token.word) || armed(token))
    }

    /// "14 Nov.: Two farmers were shot": the date before a colon at the head of a sentence that has no other.
    fn date_label(&self, parsed: &Parsed<'a>) -> Option<StatedDate> {
        let colon = parsed.chunks.iter().position(|chunk| matches!(chunk.kind, ChunkKind::Colon))?;
        let head = parsed.chunks.get(..colon)?;
        let small = |chunk: &Chunk<'_>| {
            matches!(chunk.kind, ChunkKind::Date(_) | ChunkKind::Other | ChunkKind::Adverb)
                || chunk.preposition().is_some()
        };
        let before = |date: &&DateExpression| head.last().is_some_and(|last| date.end <= last.span.end);
        // "11 Feb.: Survivors of the raid of 8 February spoke": which day is that of what they tell is open.
        let mut dates = parsed.dates.iter().filter(|date| date.meaning.is_date());
        let (Some(date), None) = (dates.next().filter(before), dates.next()) else { return None };
        let inside = head.last().is_some_and(|last| date.end <= last.span.end);
        if !inside || colon > 4 || !head.iter().all(small) {
            return None;
        }
        self.stated(date, Distance::Sentence, None)
    }

    /// "5 Oct.: The governor met the police. Two farmers were shot.": the date that labels an earlier sentence of the same
    /// paragraph, and with it what follows.
    fn date_of_entry(&self, parsed: &Parsed<'a>) -> Option<StatedDate> {
        let at = self.sentences.partition_point(|range| range.start < parsed.tokens.start);
        for range in
            self.sentences[at.saturating_sub(LONGEST_ENTRY)..=at].windows(2).rev().map(|pair| &pair[0])
        {
            let head = &self.tokens[range.start..range.end.min(range.start + LONGEST_HEADING)];
            if head.iter().any(|token| token.shape == Shape::Colon)
                && let Some(date) = self.date_label(&self.parse(range.clone()))
            {
                return Some(StatedDate { distance: Distance::SentenceBefore, ..date });
            }
            if head.first().is_some_and(|token| token.paragraph) {
                return None;
            }
        }
        None
    }

    /// "Four were killed and seven injured on Wednesday": the only date of a sentence holds for what is joined before it.
    pub(super) fn share_date(&self, parsed: &Parsed<'a>, found: &mut [Statement]) {
        if parsed.dates.iter().filter(|date| date.meaning.is_date()).count() != 1 {
            return;
        }
        // Where the first noun that is no place or date begins.
        let fronted = parsed
            .chunks
            .iter()
            .position(|chunk| chunk.verb().is_some_and(|verb| !matches!(verb.main, Main::Say)))
            .and_then(|verb| {
                parsed.chunks[..verb]
                    .iter()
                    .rev()
                    .find(|chunk| chunk.noun().is_some())
                    .map(|chunk| chunk.span.start)
            })
            .unwrap_or(0);
        let mut shared_on: Vec<(usize, StatedDate)> = Vec::new();
        for at in (1..found.len()).rev() {
            let (before, after) = found.split_at_mut(at);
            let (Some(this), Some(next)) = (before.last_mut(), after.first()) else { continue };
            let between = this.trigger.end..next.trigger.start;
            let inside = |chunk: &&Chunk<'_>| between.contains(&chunk.span.start);
            let mut chunks = parsed.chunks.iter().filter(inside);
            let shared = chunks.clone().any(|chunk| matches!(chunk.kind, ChunkKind::And))
                && chunks.clone().all(|chunk| {
                    matches!(
                        chunk.kind,
                        ChunkKind::And
                            | ChunkKind::Comma
                            | ChunkKind::Noun(_)
                            | ChunkKind::Verb(_)
                            | ChunkKind::Adverb
                            | ChunkKind::Preposition(_)
                    )
                });
            let joined = chunks.clone().any(|chunk| matches!(chunk.kind, ChunkKind::And))
                && chunks.all(|chunk| {
                    matches!(
                        chunk.kind,
                        ChunkKind::And | ChunkKind::Noun(_) | ChunkKind::Verb(_) | ChunkKind::Adverb
                    )
                });
            // "Lund was killed, and two men were arrested on Wednesday": not on one day.
            let hurt =
                |statement: &Statement| matches!(statement.outcome, Some(Outcome::Killed | Outcome::Wounded));
            // "On Wednesday four were killed and seven injured": at the head it holds for both.
            if let (Some(date), true) =
                (&this.date, next.date.is_none() && shared && hurt(this) && hurt(next))
                && date.distance <= Distance::Sentence
                && (date.span.end <= fronted || date.span.start > next.trigger.end)
            {
                shared_on.push((at, date.clone()));
            }
            if joined && this.date.is_none() && hurt(this) && hurt(next) {
                let date = next.date.clone().filter(|date| date.distance <= Distance::Sentence);
                this.date = date.map(|date| StatedDate { distance: Distance::Sentence, ..date });
            }
        }
        for (at, date) in shared_on {
            found[at].date = Some(StatedDate { distance: Distance::Sentence, ..date });
        }
    }

    /// "A bomb exploded on Monday; two died", "… on Monday and two died": the only day of the sentence, where it stands
    /// in the clause before and that clause tells an attack or an accident.
    fn date_of_clause_before(
        &self,
        parsed: &Parsed<'a>,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
    ) -> Option<StatedDate> {
        // "had died", but "ont tué", "haben getötet" are a plain past.
        let plain = self.pack.traits.adjective_after_noun || self.pack.traits.verb_last;
        let earlier = clauses.verb(candidate.at)?.have && !plain;
        if !self.context.rules_off.applies(Rule::JoinedDate) || earlier {
            return None;
        }
        let first = candidate.group.as_ref().map_or(candidate.at, |group| group.chunks.0.min(candidate.at));
        let first = candidate.agent.map_or(first, |agent| first.min(agent));
        // "; dabei wurden 55 Menschen getötet": the auxiliary and small words stand before the subject.
        let mut first = first;
        while self.pack.traits.verb_last
            && first > 0
            && (matches!(parsed.chunks[first - 1].kind, ChunkKind::Adverb)
                || parsed.chunks[first - 1].verb().is_some_and(|verb| matches!(verb.main, Main::Auxiliary)))
        {
            first -= 1;
        }
        let border = first.checked_sub(1).filter(|i| {
            matches!(parsed.chunks[*i].kind, ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::And)
        })?;
        let mut dates = parsed.chunks.iter().enumerate().filter_map(|(at, chunk)| match chunk.kind {
            ChunkKind::Date(n) => parsed.dates.get(n).filter(|date| date.meaning.is_date()).map(|_| at),
            _ => None,
        });
        let (Some(at), None) = (dates.next(), dates.next()) else { return None };
        let Governor::Chunk(governor) = clauses.governor_of(at) else { return None };
        let start = (0..border)
            .rev()
            .find(|i| matches!(parsed.chunks[*i].kind, ChunkKind::Semicolon | ChunkKind::Colon));
        let told =
            start.map_or(parsed.span.start, |i| parsed.chunks[i].span.end)..parsed.chunks[border].span.start;
        let cues = parsed.cues.get_or_init(|| judge::cues(self.tokens, parsed.tokens.clone(), self.pack));
        let attack = cues.iter().any(|cue| {
            told.contains(&cue.span.start)
                && cue.entries.iter().any(|entry| entry.category == Category::Cause)
        });
        let finite = clauses.verb(governor).is_some_and(|verb| (!verb.have || plain) && verb.finite());
        if !attack || !finite || !told.contains(&parsed.chunks[at].span.start) {
            return None;
        }
        let day = |date: &StatedDate| date.range.is_none_or(|range| range.days() <= 7);
        self.event_date(parsed, true)
            .filter(day)
            .map(|date| StatedDate { distance: Distance::Sentence, ..date })
    }

    /// "هاجم مسلحون أمس القرية، ما أسفر عن مقتل ثلاثة": where the verb comes first, a clause that tells what an attack led
    /// to has its day in the clause before, where that names one and is of nobody who speaks.
    fn date_of_cause(
        &self,
        parsed: &Parsed<'a>,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
    ) -> Option<StatedDate> {
        if !self.pack.traits.construct || clauses.verb(candidate.at).is_some() {
            return None;
        }
        let verb = (0..candidate.at).rev().take(8).find(|i| clauses.verb(*i).is_some())?;
        let opener = verb.checked_sub(1).filter(|i| matches!(parsed.chunks[*i].kind, ChunkKind::Opener))?;
        let joined = (verb..candidate.at).all(|i| !matches!(parsed.chunks[i].kind, ChunkKind::Comma));
        let mut dates =
            parsed.chunks[..opener].iter().enumerate().filter_map(|(at, chunk)| match chunk.kind {
                ChunkKind::Date(n) => {
                    parsed.dates.get(n).filter(|date| date.meaning.is_date()).map(|date| (at, date))
                }
                _ => None,
            });
        let (Some((at, date)), None) = (dates.next(), dates.next()) else { return None };
        let said = match clauses.governor_of(at) {
            Governor::Chunk(governor) => clauses.is_saying(governor),
            Governor::None => false,
        };
        // "كان قد اتهم، الجمعة الماضي،": of whoever spoke.
        let said =
            said || (0..at).rev().find(|i| clauses.verb(*i).is_some()).is_some_and(|i| clauses.is_saying(i));
        if said || !joined || clauses.is_of_source_or_period(at) || self.ends_period(date) {
            return None;
        }
        self.stated(date, Distance::Sentence, None)
    }

    /// The day that the sentence names before a date: "on 12 August three died there, and here on the same day eight".
    fn named_before(&self, parsed: &Parsed<'a>, date: &DateExpression) -> Option<DateRange> {
        let before = |other: &&DateExpression| other.end <= date.start && other.meaning.is_date();
        parsed
            .dates
            .iter()
            .rev()
            .filter(before)
            .filter(|other| !matches!(other.meaning, Meaning::FromPrevious(..)))
            .find_map(|other| self.stated(other, Distance::Clause, None)?.range)
    }

    /// "asesinadas hasta 1950": a date that only ends a period.
    fn ends_period(&self, date: &DateExpression) -> bool {
        let first = self.tokens.partition_point(|token| token.span.end <= date.start);
        let is = |token: &Token, categories: &[Category]| {
            self.pack
                .vocabulary
                .entries_of(token.word)
                .iter()
                .any(|entry| categories.contains(&entry.category))
        };
        self.tokens[first.saturating_sub(3)..first]
            .iter()
            .rev()
            .find(|token| {
                let small = is(token, &[Category::DefiniteArticle, Category::Preposition]);
                !small || is(token, &[Category::Until])
            })
            .is_some_and(|token| is(token, &[Category::Until]))
    }

    /// Whether a date in digits at the beginning of the text is the article's own: "date 2023-08-29 Two soldiers died".
    fn is_of_head(&self, date: &DateExpression) -> bool {
        let words = self.text.get(date.start..date.end).unwrap_or_default();
        let digits = words.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
        let reference = date::Reference { published: self.context.published, previous: None };
        let range = date::resolve(&date.meaning, &reference).map(|(range, _)| range);
        date.start < HEAD && digits && range.is_some() && range == self.context.published
    }

    /// Whether a date is counted from the event that follows it without a comma: "a week after the murder".
    fn opens_event(&self, parsed: &Parsed<'a>, at: usize) -> bool {
        let here = |chunk: &Chunk<'_>| matches!(chunk.kind, ChunkKind::Date(n) if n == at);
        let next = parsed.chunks.iter().position(here).and_then(|i| parsed.chunks.get(i + 1));
        let follows = next.is_some_and(|next| matches!(next.kind, ChunkKind::Noun(_) | ChunkKind::Verb(_)));
        follows && parsed.dates.get(at).is_some_and(|date| self.counts_from_event(parsed, date))
    }

    /// "In the worst attack this year": the period in which nothing was worse dates nothing.
    fn is_of_comparison(&self, parsed: &Parsed<'a>, at: usize) -> bool {
        let Some(date) = parsed.dates.get(at) else { return false };
        let reference = date::Reference { published: self.written(), previous: None };
        let period = date::resolve(&date.meaning, &reference).is_none_or(|(range, _)| range.days() > 7);
        let cues = parsed.cues.get_or_init(|| judge::cues(self.tokens, parsed.tokens.clone(), self.pack));
        period
            && cues.iter().any(|cue| {
                let compares =
                    cue.entries.iter().any(|e| e.detail.kind == Some(Kind::Background) && e.detail.weak);
                let between = cue.span.end..date.start;
                compares
                    && cue.span.end <= date.start
                    && parsed.chunks.iter().filter(|chunk| between.contains(&chunk.span.start)).all(|chunk| {
                        matches!(chunk.kind, ChunkKind::Noun(_) | ChunkKind::Adverb)
                            || chunk.preposition().is_some()
                    })
            })
    }

    /// Whether a date is counted from what its last word opens: "a week after the murder".
    fn counts_from_event(&self, parsed: &Parsed<'a>, date: &DateExpression) -> bool {
        let before = |token: &&Token| token.span.end <= date.end;
        let last = self.tokens[parsed.tokens.clone()].iter().rfind(before);
        let entries = last.map_or(&[][..], |last| self.pack.vocabulary.entries_of(last.word));
        matches!(date.meaning, Meaning::FromPrevious(..))
            && entries.iter().any(|entry| entry.category == Category::ClauseOpener)
    }

    /// "Eight days after taking office on 1 June": counted from the date that follows.
    fn counted_from_next(&self, parsed: &Parsed<'a>, at: usize) -> Option<StatedDate> {
        let (date, next) = (parsed.dates.get(at)?, parsed.dates.get(at + 1)?);
        let counted = self.counts_from_event(parsed, date);
        let reference = self.stated(next, Distance::Clause, None).filter(|_| counted)?.range?;
        self.stated(date, Distance::Clause, Some(reference))
    }

    /// Whether a sentence that opens a paragraph goes on from the sentence before.
    fn goes_on(&self, clauses: &Clauses<'_, 'a>, candidate: &Candidate) -> bool {
        let near = candidate.at.saturating_sub(2)..=candidate.at;
        let opens = clauses.chunks.first().is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Adverb));
        let also = near.into_iter().any(|i| clauses.verb(i).is_some_and(|verb| verb.also))
            || opens && candidate.slot == Slot::Inverted;
        let other = candidate.group.as_ref().is_some_and(|group| {
            // "One soldier was killed and five others hurt": others than the one.
            let counted = |i: usize| {
                clauses.noun(i).is_some_and(|n| {
                    n.is_people() && (n.number.is_some() || n.determiner == Determiner::Indefinite)
                })
            };
            group.members.iter().any(|m| clauses.noun(m.noun).is_some_and(|n| n.other))
                && !(0..group.chunks.0).any(counted)
        });
        also || other
    }

    /// The date of what a sentence tells: the first that no verb of saying governs. With `perfect`, also that of what
    /// had happened before what the article tells: "he had escaped an attack on 5 August".
    fn event_date(&self, parsed: &Parsed<'a>, perfect: bool) -> Option<StatedDate> {
        let clauses = Clauses { chunks: &parsed.chunks, pack: self.pack, rules: self.context.rules_off };
        let mut found = None;
        for (at, chunk) in parsed.chunks.iter().enumerate() {
            let ChunkKind::Date(n) = chunk.kind else { continue };
            let date = parsed.dates.get(n).filter(|date| date.meaning.is_date())?;
            let saying = match clauses.governor_of(at) {
                Governor::Chunk(governor) => {
                    clauses.verb(governor).is_some_and(|verb| matches!(verb.main, Main::Say | Main::Deny))
                }
                Governor::None => false,
            };
            let main = (0..at)
                .rev()
                .filter_map(|i| clauses.verb(i))
                .find(|verb| verb.finite() && (verb.have || verb.form != Form::Infinitive));
            let passed = !perfect && main.is_some_and(|verb| verb.have && !verb.be);
            if saying || passed || clauses.is_of_source_or_period(at) {
                continue;
            }
            let stated = self.stated(date, Distance::Clause, None);
            if found.is_some() {
                // Two dates: which of them goes on is open.
                return None;
            }
            found = stated;
        }
        found
    }

    /// A date expression as a statement gives it.
    pub(super) fn stated(
        &self,
        date: &DateExpression,
        distance: Distance,
        previous: Option<DateRange>,
    ) -> Option<StatedDate> {
        let reference = date::Reference { published: self.written(), previous };
        let offset_days = match date.meaning {
            Meaning::FromPrevious(date::Unit::Day, days) => Some(days),
            Meaning::FromPrevious(date::Unit::Week, weeks) => Some(weeks.saturating_mul(7)),
            _ => None,
        };
        // "Monday" in an article without a date: the words are known, the days are not.
        let resolved = date::resolve(&date.meaning, &reference);
        if resolved.is_some_and(|(range, _)| self.may_be_to_come(&date.meaning, range)) {
            return None;
        }
        let reckoned = match resolved.map(|(_, basis)| basis) {
            Some(DateBasis::Stated) => Reckoned::Stated,
            Some(DateBasis::Incident) => Reckoned::FromEvent,
            None if offset_days.is_some() => Reckoned::FromEvent,
            None if self.written().is_some() => return None,
            _ => Reckoned::FromArticle,
        };
        Some(StatedDate {
            span: Span::new(date.start, date.end),
            range: resolved.map(|(range, _)| range),
            reckoned,
            distance,
            offset_days,
        })
    }

    /// "The trial will begin on 20 March", written on the 12th: a day without a year that would lie nearly a year back
    /// is as likely to come.
    fn may_be_to_come(&self, meaning: &Meaning, range: DateRange) -> bool {
        let day = matches!(
            meaning,
            Meaning::Calendar(CalendarDate { year: Year::Nearest, part: YearPart::Day(..), .. })
        );
        day && self.written().is_some_and(|written| {
            range.shifted(NEARLY_A_YEAR).is_some_and(|later| later.first() < written.first())
        })
    }

    /// "On 28 March 1987 a guard died. On 17 May two clerks did": a day without a year goes on in the year of what was
    /// told before it, unless it lies shortly before the article. Where neither is sure, it has no date.
    pub(super) fn in_year_told(
        &self,
        date: StatedDate,
        meaning: Option<&Meaning>,
        earlier: &[Statement],
    ) -> Option<StatedDate> {
        let Some(Meaning::Calendar(CalendarDate {
            year: Year::Nearest,
            part: part @ YearPart::Day(..),
            weekday: None,
        })) = meaning
        else {
            return Some(date);
        };
        let told = earlier.iter().rev().take(TOLD_BEFORE).find_map(|statement| statement.date.as_ref());
        let (Some(told), Some(range)) = (told.and_then(|told| told.range), date.range) else {
            return Some(date);
        };
        let year = told.first().year();
        let shortly_before = |days: i32| {
            self.written()
                .and_then(|written| written.shifted(-days))
                .is_none_or(|since| range.first() >= since.first())
        };
        if told.last().year() != year || year >= range.first().year() || shortly_before(RECENT) {
            return Some(date);
        }
        if shortly_before(RECENT_WEEKS) {
            return None;
        }
        let stated = CalendarDate { year: Year::Stated(year), part: *part, weekday: None };
        let reference = date::Reference { published: self.written(), previous: None };
        let (range, _) = date::resolve(&Meaning::Calendar(stated), &reference)?;
        (range.first() >= told.first()).then_some(StatedDate {
            range: Some(range),
            reckoned: Reckoned::FromEvent,
            ..date
        })
    }

    /// The day on which the article was written: that of its dateline, which a paper may print days later; else when
    /// it was published.
    fn written(&self) -> Option<DateRange> {
        let published = self.context.published;
        *self.written.get_or_init(|| {
            let day = match self.context.dateline.as_ref() {
                Some(dateline) => dateline.date.map(DateRange::day),
                None => dateline::day(self.text, self.pack, published),
            };
            let near = |day: &DateRange| {
                published.is_none_or(|published| {
                    let latest = day.shifted(LATEST_PRINT).map_or(day.last(), |day| day.last());
                    day.first() <= published.last() && published.first() <= latest
                })
            };
            day.filter(near).or(published)
        })
    }
}

/// "On April 6 and April 12, two ambushes": whether the date with this number is joined to another, so that neither dates
/// what is told of both.
fn is_one_of_several(parsed: &Parsed<'_>, date: usize) -> bool {
    let chunks = &parsed.chunks;
    let is_date = |i: usize| matches!(chunks.get(i).map(|chunk| &chunk.kind), Some(ChunkKind::Date(_)));
    let Some(at) = chunks.iter().position(|chunk| matches!(chunk.kind, ChunkKind::Date(n) if n == date))
    else {
        return false;
    };
    let joins = |and: usize| {
        let past =
            and + 1 + usize::from(chunks.get(and + 1).is_some_and(|chunk| chunk.preposition().is_some()));
        matches!(chunks.get(and).map(|chunk| &chunk.kind), Some(ChunkKind::And)) && is_date(past)
    };
    let joined_before = (1..4).filter_map(|back| at.checked_sub(back)).any(|and| {
        joins(and) && and.checked_sub(1).is_some_and(is_date) && (and + 1..=and + 2).contains(&at)
    });
    joins(at + 1) || joined_before
}
