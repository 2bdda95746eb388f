//! Which date of a sentence is the event's: the one that its own verb or noun governs.

use super::chunk::{ChunkKind, Determiner, Head, Main, Preposition, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::pack::Form;
use super::rules::Rule;
use super::statement::Span;

/// What a date or a place of a sentence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governor {
    /// The verb or noun of this chunk.
    Chunk(usize),
    /// Nothing that can be told.
    None,
}

impl Clauses<'_, '_> {
    /// Whether the event at `at` stands in the clause that the words `cue` begin: "the worst since 1985, when 41
    /// died", "the worst since 41 died", but not "the worst attack since 1985 killed 41".
    pub fn opens_after(&self, cue: Span, trigger: Span, at: usize) -> bool {
        if cue.end > trigger.start || !self.since_within(cue, trigger) {
            return false;
        }
        // "der schwerste Anschlag seit Jahren forderte zwölf Tote": the verb of the main clause stands before its object.
        let main = self.pack.traits.verb_last
            && self.verb(at).is_none()
            && (0..at).any(|i| {
                self.chunks[i].span.start >= cue.end
                    && self.verb(i).is_some_and(|verb| verb.finite() && !matches!(verb.main, Main::Auxiliary))
            });
        // "Bei den schwersten Kämpfen seit Jahren sind zwölf Soldaten getötet worden": and so does an auxiliary.
        let auxiliary = self.pack.traits.verb_last
            && (0..at).any(|i| {
                self.chunks[i].span.start >= cue.end
                    && self.noun(i + 1).is_some()
                    && self.verb(i).is_some_and(|verb| matches!(verb.main, Main::Auxiliary))
            });
        if main || auxiliary {
            return false;
        }
        let between = (0..at).filter(|i| self.chunks[*i].span.start >= cue.end).map(|i| &self.chunks[i].kind);
        let (mut dated, mut opened) = (false, false);
        for kind in between {
            dated |= matches!(kind, ChunkKind::Date(_));
            opened |= matches!(kind, ChunkKind::Opener | ChunkKind::Relative | ChunkKind::RelativePlace);
        }
        !dated || opened
    }

    fn is_border(&self, at: usize) -> bool {
        matches!(
            self.chunks[at].kind,
            ChunkKind::That
                | ChunkKind::Opener
                | ChunkKind::Condition
                | ChunkKind::Semicolon
                | ChunkKind::Colon
                | ChunkKind::But
        )
    }

    fn governs(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(ChunkKind::Verb(_)) => true,
            Some(ChunkKind::Noun(noun)) => matches!(noun.head, Head::Event(_)),
            _ => false,
        }
    }

    /// Whether the verb at `at` says what happened to people.
    fn governs_event(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| matches!(verb.main, Main::Trigger(_)))
    }

    /// Whether a verb of saying stands at `at`.
    pub fn is_saying(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| matches!(verb.main, Main::Say | Main::Deny))
    }

    /// The verb or noun of an event to which a date or place at `at` belongs.
    pub fn governor_of(&self, at: usize) -> Governor {
        // "the 7 January assassination".
        let article = at.checked_sub(1).and_then(|i| self.noun(i)).is_some_and(|noun| {
            noun.determiner == Determiner::Definite
                && matches!(noun.head, Head::Unknown)
                && noun.names.is_empty()
        });
        if article && self.noun(at + 1).is_some() && self.governs(at + 1) {
            return Governor::Chunk(at + 1);
        }
        if let Some(saying) = self.saying_behind(at) {
            return Governor::Chunk(saying);
        }
        // Back to the nearest governing chunk of the clause.
        let mut i = at;
        let mut commas = 0;
        while i > 0 {
            i -= 1;
            if self.is_border(i)
                || matches!(self.chunks[i].kind, ChunkKind::Relative | ChunkKind::RelativePlace)
            {
                break;
            }
            if let Some(open) = self.included_before(i) {
                i = open;
                continue;
            }
            if matches!(self.chunks[i].kind, ChunkKind::Comma) {
                commas += 1;
            }
            // "in the ambush of Monday, in which 13 died and nine were hurt, and in the clash of Tuesday": of that clash.
            let joins_phrase = matches!(self.chunks[i].kind, ChunkKind::And)
                && i > 0
                && matches!(self.chunks[i - 1].kind, ChunkKind::Comma)
                && self.chunks[i + 1].preposition().is_some()
                && self.noun(i + 2).is_some_and(|noun| matches!(noun.head, Head::Thing | Head::Event(_)))
                && i + 2 < at;
            if joins_phrase {
                return Governor::None;
            }
            if self.governs(i) {
                if self.is_saying(i) {
                    // A verb of saying takes what stands right beside it and nothing else.
                    let beside = (i + 1..at).all(|j| {
                        matches!(
                            self.chunks[j].kind,
                            ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Preposition(_)
                        )
                    });
                    // "teilte der Gouverneur am Dienstag mit", "said the governor on Tuesday".
                    // "meldete die Beobachtungsstelle für Menschenrechte am Mittwoch": of what the speaker is of.
                    let speaker = self.noun(i + 1).is_some_and(|noun| noun.number.is_none())
                        && self.chunks[i + 2..at].iter().all(|chunk| match &chunk.kind {
                            ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Preposition(_) => true,
                            ChunkKind::Noun(noun) => self.pack.traits.verb_last && noun.number.is_none(),
                            _ => false,
                        });
                    // "أعلن متحدث، اليوم الأحد، مقتل 11 جنديا": between commas behind the speaker.
                    let aside = self.pack.traits.construct
                        && matches!(self.kind(at + 1), Some(ChunkKind::Comma))
                        && matches!(self.kind(at - 1), Some(ChunkKind::Comma))
                        && commas == 1
                        && self.chunks[i + 1..at].iter().all(|chunk| chunk.verb().is_none());
                    if beside || aside || i + 1 < at && speaker {
                        return Governor::Chunk(i);
                    }
                    continue;
                }
                if commas >= 2 && self.verb(i).is_some() {
                    continue;
                }
                return Governor::Chunk(i);
            }
        }
        // Ahead, for words that open their clause.
        let mut i = at + 1;
        while i < self.chunks.len() && !self.is_border(i) {
            if self.governs(i) {
                let relative = self.relative_of(i).is_some();
                if self.is_saying(i) {
                    // "Today the minister said": the day of the saying. "TODAY CONDEMNED": likewise.
                    return Governor::Chunk(i);
                }
                let passing =
                    self.verb(i).is_some_and(|v| matches!(v.form, super::pack::Form::Gerund) && !v.be);
                if !relative && !passing {
                    return Governor::Chunk(i);
                }
            }
            i += 1;
        }
        Governor::None
    }

    /// "…, wie die Armee am Montag mitteilte": where the verb is last, the verb of saying right behind the date or place at
    /// `at`, in a clause that a comma opens.
    fn saying_behind(&self, at: usize) -> Option<usize> {
        let next = (at + 1..self.chunks.len().min(at + 4)).find(|i| self.verb(*i).is_some())?;
        let opened = (0..at)
            .rev()
            .take(8)
            .take_while(|i| self.verb(*i).is_none())
            .any(|i| matches!(self.chunks[i].kind, ChunkKind::Comma));
        (self.pack.traits.verb_last && opened && self.is_saying(next)).then_some(next)
    }

    /// The comma that opens what the comma at `close` closes, where that says who some of the people are: "killed 32
    /// villagers, among them 14 children, on 3 April".
    fn included_before(&self, close: usize) -> Option<usize> {
        self.kind(close).filter(|kind| matches!(kind, ChunkKind::Comma))?;
        let mut inside = (0..close).rev().take(8).take_while(|i| self.verb(*i).is_none());
        let open = inside.find(|i| matches!(self.chunks[*i].kind, ChunkKind::Comma))?;
        let marked = |i: usize| matches!(self.kind(i), Some(ChunkKind::Including));
        (marked(open + 1) || self.is_bare_number(open + 1) && marked(open + 2)).then_some(open)
    }

    /// The verb to which the clause of the event at `at` is joined: that of the main clause for a
    /// participle, a relative clause or a noun of an event.
    pub fn parent_of(&self, at: usize) -> Option<usize> {
        let relative = self.relative_of(at);
        // "the man, who was killed a week ago, had rented it in 1987": people have a time of their own.
        if let Some(relative) = relative
            && self.is_of_people(relative)
        {
            return None;
        }
        let verb = self.verb(at);
        let dependent = relative.is_some()
            || verb.is_none_or(|v| !v.be && !v.have && !v.modal && v.form != super::pack::Form::Finite);
        // "the raid of 3 May, in which 40 died": the noun before is the parent.
        let placed = (0..at)
            .rev()
            .take_while(|i| !self.is_border(*i) && !self.verb(*i).is_some_and(VerbGroup::finite))
            .find(|i| matches!(self.chunks[*i].kind, ChunkKind::RelativePlace));
        // "visited the town where 30 had died": of a place, and not of a raid, the verb tells another event.
        if placed.is_some_and(|i| {
            self.before(i).and_then(|i| self.noun(i)).is_some_and(|noun| {
                noun.place_noun || matches!(noun.head, Head::Place | Head::Name | Head::Unknown)
            })
        }) {
            return None;
        }
        let dependent = dependent || placed.is_some();
        let mut i = relative.or(placed).unwrap_or(at);
        // A finite verb of its own has a parent only through "and", where it shares the subject.
        if !dependent {
            let joined = self.before(at).is_some_and(|j| matches!(self.chunks[j].kind, ChunkKind::And));
            if !joined {
                return None;
            }
        }
        // "hier, un convoi a sauté sur une mine : six morts": the dead behind a colon are of the clause before it.
        let mut colon = verb.is_none()
            && self
                .noun(at)
                .is_some_and(|noun| matches!(noun.head, Head::Outcome(_)) && noun.number.is_some());
        while i > 0 {
            i -= 1;
            if colon && matches!(self.chunks[i].kind, ChunkKind::Colon) {
                colon = false;
                continue;
            }
            if self.is_border(i) {
                return None;
            }
            if self.governs(i) && !self.is_aside(i, at) {
                return (!self.is_of_another_event(i, at)).then_some(i);
            }
        }
        None
    }

    /// Whether the relative clause that opens at `relative` tells of people, or of nothing that can be told.
    fn is_of_people(&self, relative: usize) -> bool {
        self.antecedent(relative).is_none_or(|noun| self.noun(noun).is_some_and(|noun| noun.is_people()))
    }

    /// Whether the verb at `parent` only speaks of what happened at `at`: "buried the men killed by the army",
    /// "arrested in connection with the death of a clerk".
    fn is_of_another_event(&self, parent: usize, at: usize) -> bool {
        let Some(verb) = self.verb(parent) else { return false };
        // "atacaron ayer el puesto, con un saldo de cinco muertos": the outcome of what the verb tells.
        let balance = |i: usize| self.noun(i).is_some_and(|noun| matches!(noun.head, Head::Toll(_)));
        if (parent + 1..at).any(balance) && !self.is_saying(parent) {
            return false;
        }
        match self.verb(at) {
            Some(own) => {
                let describes = !own.be
                    && !own.have
                    && may_be_participle(own.form)
                    && own.form != Form::Gerund
                    && self.before(at).is_some_and(|i| self.noun(i).is_some_and(|noun| noun.is_people()));
                self.is_reason(at)
                    || describes && !matches!(verb.main, Main::Result | Main::Trigger(_) | Main::Auxiliary)
            }
            // "were arrested for the murder": a verb that takes its noun by a preposition, but for "result in".
            None if self.governs(at) => {
                let prepositional = self.before(at).is_some_and(|i| {
                    matches!(
                        self.chunks[i].preposition(),
                        Some(Preposition::Place | Preposition::Other | Preposition::By)
                    )
                });
                prepositional
                    && (verb.be || !matches!(verb.main, Main::Result | Main::Trigger(_) | Main::Toll))
                    || (parent + 1..at).any(|i| self.noun(i).is_some())
            }
            None => false,
        }
    }

    /// "was arrested on Monday for killing two clerks": whether the verb at `at` is why something else was done.
    fn is_reason(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| verb.form == Form::Gerund && !verb.be)
            && at
                .checked_sub(1)
                .is_some_and(|i| matches!(self.chunks[i].preposition(), Some(Preposition::Other)))
    }

    /// Whether the participle or noun of an event at `child` hangs on the event at `at`.
    fn hangs_on(&self, child: usize, at: usize) -> bool {
        // "was killed eight days after taking office on 1 June": another event.
        let counted_from =
            child.checked_sub(1).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Date(_)));
        if counted_from || (at + 1..child).any(|i| matches!(self.chunks[i].kind, ChunkKind::Opener)) {
            return false;
        }
        // "After two men were killed, the army attacked on 5 May": the verb of the main clause.
        let is_main = child >= 2
            && self.noun(child - 1).is_some()
            && matches!(self.chunks[child - 2].kind, ChunkKind::Comma)
            && self.chunks[..at].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Opener));
        if is_main {
            return false;
        }
        // "who were kidnapped and released today", "the deaths raised to 36 the number killed in June".
        let apart = self.before(child).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::And))
            && self.verb(child).is_some_and(|verb| !matches!(verb.main, Main::Trigger(_)))
            && !self.acts(child);
        if apart || (at + 1..=child).any(|i| self.verb(i).is_some_and(|v| matches!(v.main, Main::Toll))) {
            return false;
        }
        let mut child = child;
        for _ in 0..3 {
            let dependent = self
                .verb(child)
                .is_none_or(|verb| !verb.be && !verb.have && !verb.modal && verb.form != Form::Finite);
            if !dependent || child <= at || self.is_saying(child) {
                return false;
            }
            match self.parent_of(child) {
                Some(parent) if parent == at => return true,
                Some(parent) => child = parent,
                None => return false,
            }
        }
        false
    }

    /// Whether the participle or relative clause at `governor` describes the subject of the event at `at`, and that
    /// subject is no people.
    fn describes_subject(&self, governor: usize, at: usize) -> bool {
        let Some(verb) = self.verb(governor).filter(|_| governor < at) else { return false };
        let participle = !verb.be && !verb.have && may_be_participle(verb.form);
        let plans = matches!(verb.main, Main::Plan(_));
        if plans || self.is_saying(governor) || !(participle || self.relative_of(governor).is_some()) {
            return false;
        }
        let own = (self.verb(at).is_some().then_some(at))
            .or_else(|| (0..at).rev().take(3).find(|i| self.verb(*i).is_some()))
            .filter(|own| *own > governor)
            // "The senate voted on Monday to condemn the murder": the day of the vote.
            .filter(|own| self.verb(*own).is_none_or(|verb| !verb.infinitive));
        let described = match self.relative_of(governor) {
            Some(relative) => self.antecedent(relative),
            None => self.before(governor),
        };
        let (Some(own), Some(described)) = (own, described) else { return false };
        let no_people = self.noun(described).is_some_and(|noun| !noun.is_people());
        no_people
            && (governor + 1..own).all(|i| match self.chunks[i].kind {
                ChunkKind::Noun(_) => self.is_prepositional(i),
                ChunkKind::Verb(_) | ChunkKind::Relative | ChunkKind::RelativePlace => false,
                _ => !self.is_border(i),
            })
    }

    /// Whether the verb at `at` only describes a noun: a participle or a relative clause beside the clause.
    fn is_aside(&self, at: usize, child: usize) -> bool {
        let Some(verb) = self.verb(at) else { return false };
        let reduced = !verb.be
            && !verb.have
            && may_be_participle(verb.form)
            && self.before(at).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Comma));
        let relative = self.relative_of(at).is_some()
            && (at..child).any(|i| matches!(self.chunks[i].kind, ChunkKind::Comma));
        reduced || relative
    }

    /// The words "since …" of the clause of `at`.
    pub fn since_of(&self, at: usize) -> Option<Span> {
        let found = (0..self.chunks.len()).find(|i| {
            self.chunks[*i].since || matches!(self.chunks[*i].preposition(), Some(Preposition::Since))
        })?;
        // "Since 12 March, when it began, 300 have died": at the head it holds for the whole sentence.
        (found <= 1 || self.same_clause(self.chunks[found].span, at)).then(|| self.chunks[found].span)
    }

    /// Whether the clause of `at` tells what something else has been measured from since: "the deadliest since a bomb
    /// killed 23", "der schwerste Anschlag, seit 1987 29 Matrosen starben".
    pub fn in_since_clause(&self, at: usize, patient: Option<(usize, usize)>) -> bool {
        for i in (1..at).rev() {
            match self.chunks[i].kind {
                // "seien seit Jahresbeginn 35 Zivilisten ums Leben gekommen": the auxiliary stands before, and the word
                // opens no clause.
                ChunkKind::Opener if self.pack.traits.verb_last => {
                    let aided = (0..i)
                        .rev()
                        .take(6)
                        .take_while(|j| !matches!(self.chunks[*j].kind, ChunkKind::Comma))
                        .any(|j| self.verb(j).is_some_and(|verb| matches!(verb.main, Main::Auxiliary)));
                    let own = !aided
                        || self.verb(at).is_none_or(|verb| !super::chunk::may_be_participle(verb.form));
                    return self.chunks[i].since && own;
                }
                ChunkKind::Opener => return self.chunks[i].since,
                ChunkKind::Preposition(Preposition::Since) if self.pack.traits.verb_last => {
                    let comma = matches!(self.chunks[i - 1].kind, ChunkKind::Comma);
                    return comma && patient.is_some_and(|(first, last)| i < first && last < at);
                }
                ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::That | ChunkKind::But => return false,
                _ => {}
            }
        }
        false
    }

    /// The date that begins the period of the clause of `at`: "since 2013".
    pub fn since_date_of(&self, at: usize) -> Option<usize> {
        let since = (0..self.chunks.len()).find(|i| {
            matches!(self.chunks[*i].preposition(), Some(Preposition::Since))
                && self.same_clause(self.chunks[*i].span, at)
        })?;
        match self.kind(since + 1) {
            Some(ChunkKind::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Whether a verb stands between the chunk at `at` and some words.
    pub fn verb_between(&self, at: usize, words: Span) -> bool {
        let Some(there) = self.chunks.iter().position(|chunk| chunk.span.end > words.start) else {
            return false;
        };
        (at.min(there)..at.max(there)).any(|i| self.verb(i).is_some_and(VerbGroup::finite))
    }

    /// Whether words stand before others, and no verb between them.
    pub fn is_before_without_verb(&self, words: Span, others: Span) -> bool {
        let within = |span: Span| span.start >= words.end && span.end <= others.start;
        words.end <= others.start
            && !self
                .chunks
                .iter()
                .any(|chunk| within(chunk.span) && chunk.verb().is_some_and(VerbGroup::finite))
    }

    /// Whether an event from which something is measured may stand between a comparison and the word for what happened:
    /// "the deadliest since 41 died", but not "in the deadliest attack since 2019 41 died".
    fn since_within(&self, comparison: Span, trigger: Span) -> bool {
        self.chunks.iter().enumerate().any(|(i, chunk)| {
            (chunk.since || matches!(chunk.preposition(), Some(Preposition::Since)))
                && chunk.span.end > comparison.start
                && chunk.span.end <= trigger.start
                && !matches!(self.kind(i + 1), Some(ChunkKind::Date(_)))
                && (chunk.since || !(i + 1..i + 3).any(|i| self.is_thing(i)))
        })
    }

    fn is_thing(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| matches!(noun.head, Head::Thing))
    }

    /// Whether no border of a clause lies between some words and the chunk at `at`.
    pub fn same_clause(&self, words: Span, at: usize) -> bool {
        let Some(there) = self.chunks.iter().position(|chunk| chunk.span.end > words.start) else {
            return true;
        };
        let end = self.chunks.iter().rposition(|chunk| chunk.span.start < words.end).unwrap_or(there);
        let (first, last) = if there < at { (end.max(there), at) } else { (at, there) };
        // "four died in Gorda, where 19 have been killed since Friday".
        let of_place =
            at < there && (at + 1..there).any(|i| matches!(self.chunks[i].kind, ChunkKind::RelativePlace));
        !of_place
            && !(first + 1..last).any(|i| {
                // "…, bringing to 96 the number this year".
                let participle =
                    self.verb(i).is_some_and(|v| v.form == Form::Gerund && matches!(v.main, Main::Toll));
                participle
                    || matches!(
                        self.chunks[i].kind,
                        ChunkKind::Semicolon
                            | ChunkKind::Colon
                            | ChunkKind::But
                            | ChunkKind::That
                            | ChunkKind::Opener
                    )
            })
    }

    /// The dates of the sentence that are the event's at chunk `at`, nearest first, by their numbers.
    /// Of a strength, none of another verb: "are deployed with the mission that was set up in 2014".
    pub fn dates_of(&self, at: usize, patient: Option<(usize, usize)>, strength: bool) -> Vec<usize> {
        let mut own = Vec::new();
        let mut parents = Vec::new();
        let mut chain = Vec::new();
        let mut child = at;
        while let Some(parent) = self.parent_of(child) {
            if chain.len() > 3 || self.is_saying(parent) {
                break;
            }
            chain.push(parent);
            // A past form without an auxiliary is most likely the main verb: nothing above it is the event's.
            if self.verb(parent).is_some_and(|verb| !verb.be && verb.form == Form::Past) {
                break;
            }
            child = parent;
        }
        // "fighting broke out on 3 April and has killed 40": the day on which it began.
        let plain = self.pack.traits.adjective_after_noun || self.pack.traits.verb_last;
        if !plain && self.verb(at).is_some_and(|verb| verb.have) {
            chain.retain(|parent| self.verb(*parent).is_none_or(|verb| verb.have || !verb.finite()));
        }
        for (i, chunk) in self.chunks.iter().enumerate() {
            let ChunkKind::Date(date) = chunk.kind else { continue };
            if self.is_of_source_or_period(i) || self.is_of_compared(at, i) || self.is_one_of_days(i) {
                continue;
            }
            match self.governor_of(i) {
                // "was found dead on Monday": the day of the finding.
                Governor::Chunk(governor) if self.verb(governor).is_some_and(|verb| verb.finds) => {}
                Governor::Chunk(governor) if governor == at => own.push((i.abs_diff(at), date)),
                Governor::Chunk(governor) if chain.contains(&governor) => {
                    parents.push((i.abs_diff(at), date))
                }
                // "in the attack staged today", "during the murder on 3 March": what hangs on our verb.
                Governor::Chunk(governor) if !self.is_reason(at) && self.hangs_on(governor, at) => {
                    parents.push((50 + i.abs_diff(at), date))
                }
                // "the raid staged on Monday left six dead": what describes the subject of our verb.
                Governor::Chunk(governor) if self.describes_subject(governor, at) => {
                    parents.push((50 + i.abs_diff(at), date))
                }
                // The date stands between patient and verb.
                _ if patient.is_some_and(|(first, last)| (first..=last).contains(&i)) => {}
                Governor::Chunk(governor) => {
                    // A verb after ours in its own clause about the same event: "died when a mine exploded today".
                    let later = self.verb(governor).is_some_and(VerbGroup::finite)
                        && governor > at
                        && !self.is_saying(governor);
                    if later && matches!(self.opener_between(at, governor), Some(true)) {
                        parents.push((100 + i.abs_diff(at), date));
                    }
                }
                Governor::None => {}
            }
        }
        if strength || !self.rules.applies(Rule::JoinedDate) {
            parents.clear();
        }
        own.sort_unstable();
        parents.sort_unstable();
        own.into_iter().chain(parents).map(|(_, date)| date).collect()
    }

    /// "on Tuesday and Wednesday": whether "and" joins the day to another, so that neither is the day of all.
    fn is_one_of_days(&self, date: usize) -> bool {
        let small = |i: &usize| {
            matches!(self.chunks[*i].kind, ChunkKind::Adverb) || self.chunks[*i].preposition().is_some()
        };
        let is_and = |i: usize| matches!(self.chunks[i].kind, ChunkKind::And);
        let is_date = |i: usize| matches!(self.chunks[i].kind, ChunkKind::Date(_));
        let after = |i: usize| (i + 1..self.chunks.len()).find(|i| !small(i));
        let before = |i: usize| (0..i).rev().find(|i| !small(i));
        let next = after(date).filter(|i| is_and(*i)).and_then(after).is_some_and(is_date);
        let previous = before(date).filter(|i| is_and(*i)).and_then(before).is_some_and(is_date);
        next || previous
    }

    /// "3,036 deaths this year, against 3,568 in 2023": whether the date is that of a number which stands behind a comma
    /// and a preposition, and so is another than that of the event at `at`.
    fn is_of_compared(&self, at: usize, date: usize) -> bool {
        (at + 1..date).any(|i| {
            self.is_bare_number(i)
                && self.chunks[i - 1].preposition().is_some()
                && i >= 2
                && matches!(self.chunks[i - 2].kind, ChunkKind::Comma)
                && (i..date).all(|j| self.verb(j).is_none())
        })
    }

    /// "since 2013", "since the beginning of the war in 2013", "according to a count published on Friday": a date that
    /// begins a period, or is that of who says it, dates no event.
    pub fn is_of_source_or_period(&self, date: usize) -> bool {
        // "nach Armeeangaben vom Freitag": the day of what an adverb says.
        let of_adverb = self.pack.traits.verb_last
            && date >= 2
            && self.chunks[date - 1].preposition() == Some(Preposition::Of)
            && matches!(self.chunks[date - 2].kind, ChunkKind::Adverb);
        if of_adverb {
            return true;
        }
        let mut clause = false;
        // "desde que comenzó la ofensiva, el pasado 27 de diciembre": the day behind the comma is that of the beginning.
        let beside = self.before(date).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Comma));
        for i in (0..date).rev() {
            let chunk = &self.chunks[i];
            if beside == Some(i) && self.noun(i.wrapping_sub(1)).is_some_and(|noun| noun.number.is_none()) {
                continue;
            }
            let since = chunk.since || matches!(chunk.preposition(), Some(Preposition::Since));
            if since || chunk.according && !clause {
                return true;
            }
            // "a list published by the union on Wednesday".
            let described = chunk.verb().is_some_and(|verb| {
                !verb.be
                    && !verb.have
                    && may_be_participle(verb.form)
                    && matches!(self.kind(i + 1), Some(ChunkKind::Preposition(Preposition::By)))
            });
            // "since that offensive began on Sunday".
            let finite = chunk.verb().is_some_and(|verb| verb.finite() && !described);
            if !clause && finite && !self.governs_event(i) {
                clause = true;
                continue;
            }
            let goes_on = match &chunk.kind {
                ChunkKind::That => clause,
                ChunkKind::Noun(_)
                | ChunkKind::Preposition(_)
                | ChunkKind::Adverb
                | ChunkKind::Date(_)
                | ChunkKind::Owner => true,
                // "seit Beginn des Konflikts zwischen der Gruppe und dem Staat im Jahr 1984".
                ChunkKind::And => self.noun(i + 1).is_some() && i > 0 && self.noun(i - 1).is_some(),
                ChunkKind::Verb(verb) => {
                    !verb.be
                        && !verb.have
                        && (verb.form == Form::Participle || described)
                        && !matches!(verb.main, Main::Trigger(_))
                }
                _ => false,
            };
            if !goes_on {
                return false;
            }
        }
        false
    }

    /// Whether the clause of `later` is opened by a word of time between the two.
    fn opener_between(&self, at: usize, later: usize) -> Option<bool> {
        (at + 1..later)
            .rev()
            .find(|i| {
                self.is_border(*i)
                    || matches!(self.chunks[*i].kind, ChunkKind::RelativePlace | ChunkKind::Relative)
            })
            .map(|i| match self.chunks[i].kind {
                // "four murders since he took office on 10 August": the period's.
                // "were killed before the army withdrew on 5 May": of what came later.
                ChunkKind::Opener => !self.chunks[i].since && !self.chunks[i].before,
                ChunkKind::RelativePlace => true,
                // "the murder of the judge, who was to testify on Monday".
                ChunkKind::Relative => !self.is_of_people(i),
                _ => false,
            })
    }
}
