//! The fifth stage: which noun group is a verb's subject or object, by walking over the chunks of
//! a sentence up to the borders of the clause.

use super::chunk::{
    Chunk, ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup, may_be_participle,
};
use super::pack::{Form, Frame, Pack};
use super::rules::RuleSet;
use super::statement::Path;

/// In chunks.
pub(super) const LONGEST_LIST: usize = 24;

/// The chunks of one sentence, with the searches that read clauses.
pub struct Clauses<'c, 'a> {
    /// The chunks.
    pub chunks: &'c [Chunk<'a>],
    /// The language.
    pub pack: &'c Pack,
    /// The rules that are switched off.
    pub rules: RuleSet,
}

impl<'c, 'a> Clauses<'c, 'a> {
    /// The noun group of a chunk.
    pub fn noun(&self, at: usize) -> Option<&'c NounGroup<'a>> {
        self.chunks.get(at).and_then(Chunk::noun)
    }

    /// The verb group of a chunk.
    pub fn verb(&self, at: usize) -> Option<&'c VerbGroup<'a>> {
        self.chunks.get(at).and_then(Chunk::verb)
    }

    /// The kind of a chunk.
    pub fn kind(&self, at: usize) -> Option<&'c ChunkKind<'a>> {
        self.chunks.get(at).map(|chunk| &chunk.kind)
    }

    /// The chunk before `at` that is no adverb or date.
    pub fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|i| {
            !matches!(self.chunks[*i].kind, ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Age)
        })
    }

    /// The chunk after `at` that is no adverb or date.
    pub fn after(&self, at: usize) -> Option<usize> {
        (at + 1..self.chunks.len()).find(|i| {
            !matches!(self.chunks[*i].kind, ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Age)
        })
    }

    /// Whether the noun group at `at` follows a preposition.
    pub fn is_prepositional(&self, at: usize) -> bool {
        // "on Monday 12 soldiers": the preposition belongs to the date.
        (0..at)
            .rev()
            .find(|i| !matches!(self.chunks[*i].kind, ChunkKind::Adverb | ChunkKind::Age))
            .is_some_and(|i| self.chunks[i].preposition().is_some())
    }

    /// "Drei Frauen der Kämpfer kamen": only one noun group stands before the verb of a main clause, so the people right
    /// behind the first noun are in the genitive and no subject.
    fn is_genitive_of_people(&self, at: usize, verb: usize) -> bool {
        at == 1
            && verb == 2
            && self.noun(at).is_some_and(|noun| matches!(noun.head, Head::Person(_)) && noun.number.is_none())
            && self.verb(verb).is_some_and(VerbGroup::finite)
    }

    /// "durch einen Angriff ruritanischer Rebellen", "bei Angriffen der Luftwaffe": where the verb is last, those right
    /// behind a thing that a preposition governs are in the genitive, if counted people stand before it.
    fn is_owner_behind_place(&self, at: usize, noun: &NounGroup<'_>) -> bool {
        let owner = noun.number.is_none()
            && match noun.head {
                Head::Group | Head::Body(_) => noun.determiner == Determiner::Definite,
                Head::Person(_) => noun.determiner == Determiner::None && noun.is_plural(),
                _ => false,
            };
        let thing = |i: usize| {
            self.noun(i).is_some_and(|n| n.number.is_none() && !n.is_people()) && self.is_prepositional(i)
        };
        self.pack.traits.verb_last
            && owner
            && at.checked_sub(1).is_some_and(thing)
            && (0..at - 1).rev().take_while(|i| !matches!(self.chunks[*i].kind, ChunkKind::Comma)).any(|i| {
                self.noun(i).is_some_and(|n| {
                    n.is_people() && (n.number.is_some() || n.determiner == Determiner::Indefinite)
                }) && !self.is_prepositional(i)
            })
    }

    /// "durch Anschläge, Gefechte und Unfälle": the preposition before the first of several things joined up to `at`.
    fn joined_places(&self, at: usize) -> Option<usize> {
        let mut first = at;
        while first >= 2
            && matches!(self.chunks[first - 1].kind, ChunkKind::And | ChunkKind::Comma)
            && self.noun(first - 2).is_some_and(|n| !Self::may_be_people(n))
        {
            first -= 2;
            if self.is_prepositional(first) {
                return Some(first);
            }
        }
        None
    }

    /// The chunk where a bracket that closes at `at` opened.
    fn opening(&self, at: usize) -> usize {
        (0..at).rev().find(|i| matches!(self.chunks[*i].kind, ChunkKind::Open)).unwrap_or(0)
    }

    /// Whether the verb at `at` belongs to a relative clause; the chunk of its pronoun.
    pub fn relative_of(&self, at: usize) -> Option<usize> {
        let before = self.before(at)?;
        match self.chunks[before].kind {
            ChunkKind::Relative | ChunkKind::Including => Some(before),
            ChunkKind::That if self.before(before).is_some_and(|i| self.noun(i).is_some()) => Some(before),
            _ => None,
        }
    }

    /// Where a walk goes on before a relative clause: "36 people, 11 of whom had wounds, were".
    fn before_relative(&self, relative: usize) -> usize {
        let counted = matches!(self.kind(relative), Some(ChunkKind::Including))
            && relative
                .checked_sub(1)
                .is_some_and(|i| self.noun(i).is_some_and(|n| matches!(n.head, Head::Number)));
        if counted { relative - 1 } else { relative }
    }

    /// Whether a noun group can be people to whom something happened.
    pub fn may_be_people(noun: &NounGroup<'_>) -> bool {
        (noun.is_people() || matches!(noun.head, Head::Group | Head::Body(_) | Head::Unknown))
            && !noun.is_organisation()
    }

    /// The subject of the verb at `verb`, and by what way it was found.
    pub fn subject_of(&self, verb: usize) -> Option<(usize, Path)> {
        self.subject_within(verb, 0)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<(usize, Path)> {
        if depth > 4 {
            return None;
        }
        let mut at = verb;
        let (mut joined, mut steps, mut comma) = (false, 0, false);
        if let Some(open) = self.included_aside(verb) {
            (at, comma) = (open, true);
        }
        let mut fallback = None;
        while at > 0 {
            at -= 1;
            steps += 1;
            if steps > 60 {
                return None;
            }
            match &self.chunks[at].kind {
                ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Age | ChunkKind::Other => {}
                // "four peasants -- two men and two women -- were": over what stands between dashes.
                ChunkKind::Dash
                    if let Some(open) = self.dash_before(at)
                        && self
                            .before(open)
                            .is_some_and(|i| self.noun(i).is_some_and(NounGroup::is_people)) =>
                {
                    at = open;
                    comma = true;
                }
                // "drei Männer, die im Hof standen, wurden": where the verb is last, over a clause that a comma closes.
                ChunkKind::Comma if let Some(relative) = self.closed_relative(at, at + 1) => {
                    at = relative;
                    comma = true;
                }
                ChunkKind::Comma | ChunkKind::Dash => comma = true,
                ChunkKind::Close => at = self.opening(at),
                ChunkKind::And | ChunkKind::Or | ChunkKind::But => {
                    // Between people it joins no clauses.
                    let list = matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Of)))
                        || self.noun(at + 1).is_some();
                    joined |= !list || matches!(self.chunks[at].kind, ChunkKind::But);
                }
                ChunkKind::Preposition(_)
                | ChunkKind::Owner
                | ChunkKind::Added
                | ChunkKind::Including
                // "parti comme volontaire".
                | ChunkKind::Likewise => {}
                // Right behind it the verb begins a clause of its own, and its subject follows.
                ChunkKind::Semicolon if at + 1 < verb && self.list_goes_on(at, verb) => {}
                // "fünf Soldaten der nördlichen Kaserne": a genitive belongs to the noun before it.
                ChunkKind::Noun(_) if self.owned_before(at).is_some() => {}
                // "كان رئيس البلدية قد اغتيل": and so does an owner with its article.
                ChunkKind::Noun(noun)
                    if self.pack.traits.construct
                        && matches!(noun.head, Head::Thing | Head::Unknown | Head::Place)
                        && noun.number.is_none()
                        && at > 0
                        && self.noun(at - 1).is_some_and(|n| {
                            matches!(n.head, Head::Person(_)) && n.determiner == Determiner::None
                        }) => {}
                ChunkKind::Noun(noun) if self.is_owner_behind_place(at, noun) => {}
                ChunkKind::Noun(noun)
                    if self.pack.traits.verb_last
                        && (!Self::may_be_people(noun)
                            || noun.determiner == Determiner::Definite
                                && (matches!(noun.head, Head::Group | Head::Body(_))
                                    || self.is_genitive_of_people(at, verb)))
                        && at > 0
                        && self.noun(at - 1).is_some_and(NounGroup::is_people) => {}
                ChunkKind::Noun(noun) => {
                    let before = at.checked_sub(1).map(|i| &self.chunks[i].kind);
                    // "le sergent, dont les deux fils ont été tués": the subject of a clause of its own.
                    // "von denen vier am Abend starben": where the verb is last, over what tells when and where.
                    let last = self.pack.traits.verb_last
                        && self.verb(verb).is_some_and(|v| v.form == Form::Finite)
                        && !matches!(self.kind(verb + 1), Some(ChunkKind::Noun(_)));
                    let told = |i: usize| match self.chunks[i].kind {
                        ChunkKind::Adverb => true,
                        ChunkKind::Date(_) | ChunkKind::Preposition(_) => last,
                        ChunkKind::Other => last && self.chunks[i - 1].preposition().is_some(),
                        ChunkKind::Noun(_) => last && self.is_prepositional(i),
                        _ => false,
                    };
                    let own_clause = (at + 1..verb).all(told)
                        && noun.is_people()
                        && (matches!(noun.determiner, Determiner::Definite | Determiner::Possessive)
                            || self.is_bare_number(at))
                        && (self.verb(verb).is_some_and(|v| {
                            v.be || v.have || v.form == Form::Finite && self.is_bare_number(at)
                        }) || last
                            || self.pack.traits.verb_last
                                && self.auxiliary_after(verb, |v| v.be || v.have));
                    if matches!(before, Some(ChunkKind::Including)) && own_clause {
                        return Some((at, Path::Relative));
                    }
                    // "dont des enfants": an article may stand between.
                    let mark = self.mark_before(at);
                    if let Some(mark) = mark {
                        at = mark;
                        // "seven rebels, two of them women, were": the number stands before.
                        if at > 1
                            && self.is_bare_number(at - 1)
                            && matches!(self.chunks[at - 2].kind, ChunkKind::Comma)
                        {
                            at -= 1;
                        }
                        continue;
                    }
                    // "received nine wounded, two of whom died".
                    // "18 were hurt, with three of them succumbing to their wounds".
                    let with = matches!(before, Some(ChunkKind::Preposition(_)))
                        && at >= 2
                        && matches!(self.chunks[at - 2].kind, ChunkKind::Comma);
                    let counted = self.is_bare_number(at)
                        && matches!(self.kind(at + 1), Some(ChunkKind::Including))
                        && (with || matches!(before, Some(ChunkKind::Comma)))
                        && (at + 2..verb).all(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb));
                    if counted {
                        return Some((at, Path::Relative));
                    }
                    // "four others, one critically, were".
                    if self.is_part_aside(at) {
                        continue;
                    }
                    // "four soldiers, three of them by their own fire, died".
                    let is_comma = |i: usize| matches!(self.chunks[i].kind, ChunkKind::Comma);
                    let closed = self.before(verb).is_some_and(is_comma);
                    if self.is_bare_number(at)
                        && matches!(self.kind(at + 1), Some(ChunkKind::Including))
                        && matches!(before, Some(ChunkKind::Comma))
                        && closed
                    {
                        continue;
                    }
                    // "five civilians, including a mother and her two children, died", and the same without commas.
                    let first = if self.may_join(at) { self.first_of_list(at) } else { at };
                    let including =
                        self.mark_before(first).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Including));
                    if first != at
                        && let Some(mark) = including
                        && (closed || !(mark..at).any(is_comma))
                    {
                        at = mark;
                        if at > 1
                            && self.is_bare_number(at - 1)
                            && matches!(self.chunks[at - 2].kind, ChunkKind::Comma)
                        {
                            at -= 1;
                        }
                        continue;
                    }
                    if let Some(mark) = self.mark_of_list(first).filter(|_| first != at) {
                        at = mark;
                        continue;
                    }
                    if self.is_age(at) {
                        continue;
                    }
                    // "two guards, identified as Lund and Roth, were".
                    let described = self.described_by_names(at);
                    if described.is_some() {
                        at = described.unwrap_or(at);
                        comma = true;
                        continue;
                    }
                    // "six people, all from one family, were".
                    let all = noun.determiner == Determiner::Whole
                        && (noun.number.is_none() || self.is_age(at + 1))
                        && matches!(noun.head, Head::Number)
                        && matches!(before, Some(ChunkKind::Comma))
                        && at >= 2
                        && self.noun(at - 2).is_some_and(NounGroup::is_people);
                    if all {
                        at -= 1;
                        comma = true;
                        continue;
                    }
                    // "three corporals, all of them of one company, fell".
                    let all_of_them = matches!(noun.head, Head::Pronoun(_))
                        && at >= 3
                        && self.noun(at - 1).is_some_and(|n| n.determiner == Determiner::Whole)
                        && matches!(self.chunks[at - 2].kind, ChunkKind::Comma)
                        && self.noun(at - 3).is_some_and(NounGroup::is_people);
                    if all_of_them {
                        at -= 2;
                        comma = true;
                        continue;
                    }
                    // "two of the minister's guards", "wounded in Tuesday's ambush": over the owner.
                    if matches!(before, Some(ChunkKind::Owner)) && at >= 2 {
                        let owner = at - 2;
                        let dated = matches!(self.chunks[owner].kind, ChunkKind::Date(_));
                        if dated || self.is_prepositional(owner) {
                            at = self.before(owner).unwrap_or(owner);
                            continue;
                        }
                    }
                    // "villagers, trapped in clashes between soldiers and rebels, were", "who were trapped in".
                    let opens_relative = |i: usize| matches!(self.chunks[i].kind, ChunkKind::Relative);
                    let in_aside = matches!(before, Some(ChunkKind::And))
                        && at >= 2
                        && self.noun(at - 2).is_some()
                        && self.is_prepositional(at - 2)
                        && (comma || (0..at).rev().take_while(|i| !is_comma(*i)).any(opens_relative));
                    if in_aside {
                        at -= 1;
                        continue;
                    }
                    if self.is_prepositional(at) {
                        // Not the subject; what it belongs to may be.
                        at = self.before(at).unwrap_or(at);
                        continue;
                    }
                    if let Some(owner) = self.object_owner(at) {
                        // The object of another verb: of a relative clause or a participle it is passed over.
                        if let Some(relative) = self.relative_of(owner) {
                            at = self.before_relative(relative);
                            continue;
                        }
                        let passed = self.verb(owner).is_some_and(|v| !v.finite() || v.form == Form::Gerund);
                        if passed && comma {
                            at = owner;
                            continue;
                        }
                        if joined && self.verb(owner).is_some_and(VerbGroup::finite) {
                            return self.subject_within(owner, depth + 1);
                        }
                        if passed {
                            at = owner;
                            continue;
                        }
                        return None;
                    }
                    // "bei Anschlägen und Kämpfen": joined to what stands behind a preposition.
                    // "bei Kämpfen zwischen Hirten und Bauern starben".
                    let crowd = self.pack.traits.verb_last
                        && matches!(before, Some(ChunkKind::And))
                        && noun.number.is_none()
                        && (matches!(noun.head, Head::Person(_))
                            && noun.determiner == Determiner::None
                            && noun.is_plural()
                            // "sind bei Kämpfen zwischen Soldaten und der Bewegung umgekommen".
                            || self.verb(verb).is_some_and(|v| v.form == Form::Participle)
                                && self.auxiliary_before(verb));
                    if self.pack.traits.verb_last
                        && !Self::may_be_people(noun)
                        && let Some(first) = self.joined_places(at)
                    {
                        at = first;
                        continue;
                    }
                    if matches!(before, Some(ChunkKind::And | ChunkKind::Comma))
                        && (!Self::may_be_people(noun) || crowd)
                        && at >= 2
                        && self.noun(at - 2).is_some()
                        && self.is_prepositional(at - 2)
                    {
                        at -= 1;
                        continue;
                    }
                    // "32 civilians of another village, Gorda, were": a name between commas is no subject of several.
                    if matches!(noun.head, Head::Name)
                        && noun.form == Form::Singular
                        && noun.names.len() < 2
                        && !noun.titled
                        && comma
                        && self.verb(verb).is_some_and(|v| v.number == Some(Form::Plural))
                        && matches!(before, Some(ChunkKind::Comma))
                        && !at.checked_sub(2).and_then(|i| self.noun(i)).is_some_and(NounGroup::is_people)
                        && self.before(verb).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Comma))
                    {
                        continue;
                    }
                    // "in Orlau/Gorda starb": two names of one place.
                    if matches!(noun.head, Head::Name)
                        && noun.form == Form::Singular
                        && matches!(before, Some(ChunkKind::Other))
                        && at >= 2
                        && self.noun(at - 2).is_some()
                        && self.is_prepositional(at - 2)
                        && self.chunks[at - 2].span.end + 1 == self.chunks[at].span.start
                    {
                        at -= 1;
                        continue;
                    }
                    if Self::may_be_people(noun) {
                        let near = steps <= 2;
                        // "twelve members of the party, the largest force in the north, were killed".
                        let described = comma
                            && !noun.is_people()
                            && matches!(
                                at.checked_sub(1).map(|i| &self.chunks[i].kind),
                                Some(ChunkKind::Comma)
                            );
                        if described && fallback.is_none() {
                            fallback = Some((at, Path::Clause));
                            continue;
                        }
                        return Some((at, if near { Path::Adjacent } else { Path::Clause }));
                    }
                    // "im Norden Ruritaniens durch einen Sprengsatz getötet": a place right behind an adverb of place.
                    let behind_adverb =
                        self.pack.traits.verb_last && matches!(before, Some(ChunkKind::Adverb));
                    if matches!(noun.head, Head::Place) && (comma || behind_adverb) {
                        continue;
                    }
                    // "was shot three times in the chest and died".
                    if matches!(noun.head, Head::Thing)
                        && joined
                        && matches!(before, Some(ChunkKind::Verb(_)))
                    {
                        continue;
                    }
                    return fallback;
                }
                // "ein Mann hat einen Polizisten verletzt und ist erschossen worden": the subject stands beside the auxiliary
                // of the first.
                ChunkKind::Verb(other)
                    if self.pack.traits.verb_last
                        && joined
                        && !other.be
                        && !other.have
                        && may_be_participle(other.form)
                        && self.have_before(at) =>
                {
                    let auxiliary = (0..at).rev().take(14).find(|i| self.verb(*i).is_some())?;
                    return self
                        .subject_within(auxiliary, depth + 1)
                        .or_else(|| Some((auxiliary + 1, Path::Clause)).filter(|(i, _)| {
                            self.noun(*i).is_some_and(Self::may_be_people)
                        }));
                }
                ChunkKind::Verb(other) => {
                    if let Some(relative) = self.relative_of(at) {
                        at = self.before_relative(relative);
                        continue;
                    }
                    // "the four workers, whose names were not disclosed, were".
                    let whose = self
                        .before(at)
                        .filter(|i| self.noun(*i).is_some())
                        .and_then(|i| self.before(i))
                        .filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Relative) && comma);
                    if let Some(relative) = whose {
                        at = relative;
                        continue;
                    }
                    let participle = may_be_participle(other.form) && !other.be && !other.have;
                    // "كان الوالي قد اغتيل".
                    let beside = self.pack.traits.construct && other.have && at + 1 == verb;
                    let auxiliary = matches!(other.main, Main::Auxiliary)
                        && (self.pack.traits.verb_last || beside);
                    if auxiliary {
                        continue;
                    }
                    if joined && other.finite() && !(participle && comma) {
                        return self.subject_within(at, depth + 1);
                    }
                    // "que intentaron huir": the infinitive of another verb.
                    let hangs = other.form == Form::Infinitive
                        && self.before(at).is_some_and(|i| self.verb(i).is_some());
                    if other.form == Form::Gerund && !other.be || participle || other.infinitive || hangs {
                        continue;
                    }
                    return None;
                }
                ChunkKind::Relative => return self.antecedent(at).map(|noun| (noun, Path::Relative)),
                // "fueron secuestradas antes de ser asesinadas": what the clause before tells of suffers this too.
                ChunkKind::Opener if at + 1 == verb && self.verb(verb).is_some_and(VerbGroup::is_bare_passive) => {
                    let told = (0..at).rev().take(12).find(|i| self.verb(*i).is_some_and(VerbGroup::finite))?;
                    return self.subject_within(told, depth + 1);
                }
                ChunkKind::That => {
                    // "أعلن الحوثيون أنهم قتلوا": what is said, after who says it.
                    let said = self.before(at).and_then(|i| self.before(i)).is_some_and(|i| {
                        self.verb(i).is_some_and(|v| matches!(v.main, Main::Say | Main::Deny))
                    });
                    let relative = self.before(at).filter(|i| self.noun(*i).is_some() && !said);
                    return relative
                        .filter(|i| self.noun(*i).is_some_and(Self::may_be_people))
                        .map(|noun| (noun, Path::Relative));
                }
                _ => return fallback,
            }
        }
        fallback
    }

    /// "fifteen people, most of them women gone to fetch wood, were": the comma that opens what a comma right before the
    /// verb closes, where that says who some of the people are.
    fn included_aside(&self, verb: usize) -> Option<usize> {
        let close = self.before(verb).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Comma))?;
        let of_its_own = |i: usize| {
            self.relative_of(i).is_none()
                && self.verb(i).is_some_and(|verb| {
                    verb.be || verb.have || matches!(verb.form, Form::Finite | Form::Plain | Form::Past)
                })
        };
        let mut inside = (0..close).rev().take(LONGEST_LIST).take_while(|i| !of_its_own(*i));
        let mark = inside.find(|i| matches!(self.chunks[*i].kind, ChunkKind::Including))?;
        let mut open = mark.checked_sub(1)?;
        if self.is_bare_number(open) {
            open = open.checked_sub(1)?;
        }
        let people =
            self.before(open).and_then(|i| self.noun(i)).is_some_and(|n| n.is_people() && n.is_plural());
        (matches!(self.chunks[open].kind, ChunkKind::Comma) && people).then_some(open)
    }

    /// The word such as "including" that stands before the noun group at `at`, over an article.
    fn mark_before(&self, at: usize) -> Option<usize> {
        let mark = (0..at).rev().find(|i| !matches!(self.chunks[*i].kind, ChunkKind::Adverb))?;
        matches!(self.chunks[mark].kind, ChunkKind::Including | ChunkKind::Added | ChunkKind::Likewise)
            .then_some(mark)
    }

    /// Whether the noun group at `at` is a number and nothing else.
    pub(super) fn is_bare_number(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| matches!(noun.head, Head::Number) && noun.number.is_some())
    }

    /// The participle before which people stand whom the names that end at `at` name: "identified as Lund and Roth".
    fn described_by_names(&self, at: usize) -> Option<usize> {
        let named = |i: usize| self.noun(i).is_some_and(|n| !n.names.is_empty() && n.number.is_none());
        let mut first = at;
        while first >= 2
            && named(first)
            && matches!(self.chunks[first - 1].kind, ChunkKind::And | ChunkKind::Comma)
            && named(first - 2)
        {
            first -= 2;
        }
        // "as" opens clauses, too.
        let behind =
            |i: usize| self.is_prepositional(i) || matches!(self.chunks[i - 1].kind, ChunkKind::Opener);
        let verb = first.checked_sub(2).filter(|_| first != at && behind(first))?;
        let participle = self.verb(verb).is_some_and(|v| {
            may_be_participle(v.form) && !v.be && !v.have && !matches!(v.main, Main::Trigger(_))
        });
        let people = verb.checked_sub(2).and_then(|i| self.noun(i)).is_some_and(NounGroup::is_people);
        (participle && people && matches!(self.chunks[verb - 1].kind, ChunkKind::Comma)).then_some(verb)
    }

    /// Whether a number and an adverb stand between commas after people: some of them.
    fn is_part_aside(&self, at: usize) -> bool {
        at >= 2
            && self.is_bare_number(at)
            && matches!(self.kind(at + 1), Some(ChunkKind::Adverb))
            && matches!(self.kind(at + 2), Some(ChunkKind::Comma))
            && matches!(self.chunks[at - 1].kind, ChunkKind::Comma)
            && self.noun(at - 2).is_some_and(NounGroup::is_people)
    }

    /// "more than 40 people including staff of the port, a guard and a driver were": the word before a list that begins
    /// with a noun of which nothing tells that it is of people, where numbered people stand before that.
    fn mark_of_list(&self, first: usize) -> Option<usize> {
        self.chunks[..first].last().filter(|chunk| matches!(chunk.kind, ChunkKind::Comma))?;
        let mark = (0..first).rev().take(LONGEST_LIST).find(|i| {
            !matches!(
                self.chunks[*i].kind,
                ChunkKind::Comma
                    | ChunkKind::And
                    | ChunkKind::Noun(_)
                    | ChunkKind::Preposition(_)
                    | ChunkKind::Owner
            )
        })?;
        let whole = mark.checked_sub(1)?;
        let whole =
            if matches!(self.chunks[whole].kind, ChunkKind::Comma) { whole.checked_sub(1)? } else { whole };
        let numbered = self.noun(whole).is_some_and(|noun| noun.is_people() && noun.number.is_some());
        (matches!(self.chunks[mark].kind, ChunkKind::Including)
            && numbered
            && self.object_owner(whole).is_none())
        .then_some(mark)
    }

    /// Whether the noun group at `at` stands after "and", and so may end a list.
    fn may_join(&self, at: usize) -> bool {
        self.before(at).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::And))
    }

    /// The dash that opens what the dash at `at` closes, with no verb that has a subject between.
    fn dash_before(&self, at: usize) -> Option<usize> {
        (0..at)
            .rev()
            .take_while(|i| !self.verb(*i).is_some_and(VerbGroup::finite))
            .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Dash))
    }

    /// Whether a semicolon before a subject only parts the members of a list.
    fn list_goes_on(&self, at: usize, verb: usize) -> bool {
        !(at..verb).any(|i| self.verb(i).is_some_and(VerbGroup::finite))
    }

    /// The verb of which the noun group at `at` is the object.
    pub fn object_owner(&self, at: usize) -> Option<usize> {
        let mut i = self.before(at)?;
        // "hit the convoy, six soldiers died", "killed two and five were hurt": after a comma or "and", a noun
        // with a verb of its own begins a clause.
        // "came a day after eleven men were killed".
        let behind_date =
            at.checked_sub(1).is_some_and(|before| matches!(self.chunks[before].kind, ChunkKind::Date(_)));
        if (behind_date || matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::And))
            && self.after(at).is_some_and(|next| {
                // "and 90 clerks, most of them women, have been".
                let next = self.aside_end(next).map_or(next, |end| end + 1);
                self.verb(next).is_some_and(|verb| {
                    let suffers = matches!(verb.main, Main::Trigger(entry) if entry.detail.frame == Some(Frame::Subject));
                    verb.finite() && (verb.be || verb.have || verb.form == Form::Finite || suffers)
                })
            })
        {
            return None;
        }
        // "and two others": the object may be a list.
        let mut steps = 0;
        while matches!(self.chunks[i].kind, ChunkKind::And | ChunkKind::Comma) && steps < 8 {
            let mut previous = self.before(i)?;
            // "a clerk, a guard, and two others".
            if matches!(self.chunks[i].kind, ChunkKind::And)
                && matches!(self.chunks[previous].kind, ChunkKind::Comma)
            {
                previous = self.before(previous)?;
            }
            self.noun(previous)?;
            if self.is_prepositional(previous) {
                return None;
            }
            i = self.before(previous)?;
            steps += 1;
        }
        let verb = self.verb(i)?;
        let passive = verb.be && may_be_participle(verb.form);
        // "we know seven died": what follows a verb of saying is a clause of its own.
        let saying = matches!(verb.main, Main::Say | Main::Deny);
        // "wurden fünf Soldaten getötet": the auxiliary before its subject has no object.
        let auxiliary = (self.pack.traits.verb_last || self.pack.traits.construct)
            && matches!(verb.main, Main::Auxiliary);
        (!passive && !saying && !auxiliary).then_some(i)
    }

    /// "62 people, including two women and a child, who": whoever the list that ends at `at` is among.
    fn whole_before_included(&self, at: usize) -> Option<usize> {
        let first = if self.may_join(at) { self.first_of_list(at) } else { at };
        let mark = first.checked_sub(1).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Including))?;
        let comma = mark.checked_sub(1).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Comma))?;
        let whole = comma.checked_sub(1)?;
        self.noun(whole).filter(|noun| noun.is_people() && noun.number.is_some()).map(|_| whole)
    }

    /// The noun group to which the relative pronoun at `at` points back.
    pub fn antecedent(&self, at: usize) -> Option<usize> {
        let mut i = self.before(at)?;
        let closed = matches!(self.chunks[i].kind, ChunkKind::Comma);
        if let Some(Preposition::Of | Preposition::Other | Preposition::Among) = self.chunks[i].preposition()
        {
            i = self.before(i)?;
        }
        while matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::Dash | ChunkKind::And) {
            i = self.before(i)?;
        }
        if matches!(self.chunks[i].kind, ChunkKind::Close) {
            i = self.opening(i).checked_sub(1)?;
        }
        // "the driver of the bus who died", "the mayor of Gorda, in the north, who": people, and not the
        // place or thing that they belong to.
        let mut at = i;
        for _ in 0..10 {
            if self.is_age(at) {
                at = at.checked_sub(2)?;
            }
            let noun = self.noun(at)?;
            let placed = self.is_prepositional(at);
            let person =
                matches!(noun.head, Head::Person(_) | Head::Pronoun(_) | Head::Number | Head::Outcome(_))
                    || noun.titled;
            if person || !placed && Self::may_be_people(noun) {
                return Some(self.whole_before_included(at).filter(|_| closed).unwrap_or(at));
            }
            if !placed && !matches!(noun.head, Head::Place | Head::Thing) {
                return None;
            }
            // Back over the preposition and commas to the noun before.
            let mut back = self.before(at)?;
            while matches!(self.chunks[back].kind, ChunkKind::Preposition(_) | ChunkKind::Comma) {
                back = self.before(back)?;
            }
            at = back;
        }
        None
    }
}
