//! What a chunk is once those around it are known: aliases, figures that are names, relative pronouns, participles.

use super::noun::{Determiner, Head};
use super::verb::{Main, VerbGroup};
use super::{Chunk, ChunkKind, Preposition, may_be_participle};
use crate::extract::PartyKind;
use crate::extract::lexeme::Lexeme;
use crate::extract::pack::{Category, Form, Pack};
use crate::extract::statement::NumberForm;

/// Settles the chunks of a sentence by those beside them.
pub(super) fn settle<'a>(chunks: &mut Vec<Chunk<'a>>, lexemes: &[Lexeme<'a>], pack: &Pack) {
    settle_postpositions(chunks, lexemes);
    settle_attributes(chunks, lexemes, pack);
    settle_described_things(chunks, pack);
    settle_directions(chunks, lexemes);
    settle_aliases(chunks, lexemes);
    settle_dated_nouns(chunks);
    settle_both(chunks);
    settle_counted_owners(chunks);
    settle_numbered_things(chunks, lexemes, pack);
    settle_numbered_names(chunks, lexemes, pack);
    settle_named_places(chunks, pack);
    settle_descriptions(chunks, lexemes, pack);
    settle_relatives(chunks, pack);
    settle_that(chunks, lexemes);
    settle_restrictions(chunks);
    settle_sayers(chunks);
    settle_participles(chunks, lexemes, pack);
    settle_openers(chunks, lexemes, pack);
    settle_articles(chunks, lexemes);
}

/// "Schätzungen zufolge", "Angaben der Polizei zufolge": a word for "according to" behind its source.
fn settle_postpositions(chunks: &mut [Chunk<'_>], lexemes: &[Lexeme<'_>]) {
    for at in 1..chunks.len() {
        let span = chunks[at].span;
        let behind = |l: &Lexeme<'_>| {
            l.span == span && l.entry(Category::According).is_some_and(|entry| entry.detail.weak)
        };
        if !chunks[at].according || !lexemes.iter().any(behind) {
            continue;
        }
        chunks[at].kind = ChunkKind::Adverb;
        let mut source = at;
        while let Some(noun) = source.checked_sub(1).and_then(|i| chunks[i].noun()) {
            let genitive = matches!(noun.determiner, Determiner::Definite | Determiner::Possessive);
            source -= 1;
            chunks[source].kind = ChunkKind::Adverb;
            let of = source.checked_sub(1).is_some_and(|i| chunks[i].preposition() == Some(Preposition::Of));
            if of {
                source -= 1;
                chunks[source].kind = ChunkKind::Adverb;
            } else if !genitive {
                break;
            }
        }
    }
}

/// "der drei in Gorda gefallenen Soldaten": where nouns have capitals, what tells more of a participle stands between
/// the number and whom both describe; they are moved together.
fn settle_attributes(chunks: &mut [Chunk<'_>], lexemes: &[Lexeme<'_>], pack: &Pack) {
    if !pack.traits.capital_nouns || !pack.traits.verb_last {
        return;
    }
    for at in 0..chunks.len() {
        let counts = |noun: &super::NounGroup<'_>| matches!(noun.head, Head::Number) && noun.number.is_some();
        let counted = chunks[at].noun().is_some_and(counts);
        // "die Leiche des seit Oktober vermissten Mannes".
        let owner = chunks[at].preposition() == Some(Preposition::Of)
            && lexemes.iter().any(|l| l.span == chunks[at].span && l.is(Category::DefiniteArticle))
            // "die Zahl der im Küstenstreifen getöteten Dorfbewohner".
            || matches!(chunks[at].kind, ChunkKind::CountOf);
        if !counted && !owner {
            continue;
        }
        let mut end = at + 1;
        while let Some(chunk) = chunks.get(end) {
            end += match chunk.kind {
                ChunkKind::Adverb | ChunkKind::Date(_) => 1,
                ChunkKind::Preposition(_) if end + 1 < chunks.len() => 2,
                _ => break,
            };
        }
        let described = |noun: &super::NounGroup<'_>| {
            noun.number.is_none()
                && noun.determiner == Determiner::None
                && noun.condition.is_some_and(|(_, span)| span.start == noun.span.start)
        };
        // "die Zahl der in Gorda verletzten Bauern": a form that may be the past too.
        let plain = |noun: &super::NounGroup<'_>| {
            noun.number.is_none() && noun.determiner == Determiner::None && noun.is_people()
        };
        if matches!(chunks[at].kind, ChunkKind::CountOf)
            && end > at + 1
            && chunks.get(end + 1).and_then(Chunk::noun).is_some_and(plain)
            && let Some(ChunkKind::Verb(verb)) = chunks.get_mut(end).map(|chunk| &mut chunk.kind)
            && matches!(verb.main, Main::Trigger(_))
        {
            verb.form = Form::Participle;
            chunks[at + 1..=end + 1].rotate_right(1);
            continue;
        }
        if end == at + 1 || !chunks.get(end).and_then(Chunk::noun).is_some_and(described) {
            continue;
        }
        if owner {
            let of_one = lexemes.iter().any(|l| l.span == chunks[at].span && l.is(Category::SingularWord));
            chunks[at + 1..=end].rotate_right(1);
            if let ChunkKind::Noun(noun) = &mut chunks[at + 1].kind
                && of_one
            {
                noun.form = Form::Singular;
            }
            continue;
        }
        let span = chunks[at].span.with(chunks[end].span);
        chunks[at..=end].rotate_right(1);
        let (first, rest) = chunks[at..].split_at_mut(1);
        if let (ChunkKind::Noun(noun), Some(counted)) = (&mut first[0].kind, rest[0].noun()) {
            noun.number = counted.number.clone();
            noun.determiner = counted.determiner;
            noun.other = counted.other;
            noun.span = span;
        }
        first[0].span = span;
        rest[0].kind = ChunkKind::Adverb;
    }
}

/// "im Norden Ruritaniens", "wurden im Norden zwei Soldaten getötet": words that are a preposition and an adverb of place
/// govern only a place right behind them.
fn settle_directions(chunks: &mut [Chunk<'_>], lexemes: &[Lexeme<'_>]) {
    for at in 0..chunks.len() {
        if !matches!(chunks[at].kind, ChunkKind::Adverb | ChunkKind::Preposition(Preposition::Place)) {
            continue;
        }
        let span = chunks[at].span;
        let both = lexemes
            .iter()
            .any(|l| l.span == span && l.is(Category::Adverb) && l.is(Category::PlacePreposition));
        if both {
            let is_place = |i: usize| {
                chunks
                    .get(i)
                    .and_then(Chunk::noun)
                    .is_some_and(|noun| matches!(noun.head, Head::Place) && noun.number.is_none())
            };
            let place = is_place(at + 1);
            // "im Norden des Irak".
            if is_place(at + 2) && chunks[at + 1].preposition() == Some(Preposition::Of) {
                chunks[at + 1].kind = ChunkKind::Preposition(Preposition::Place);
            }
            chunks[at].kind =
                if place { ChunkKind::Preposition(Preposition::Place) } else { ChunkKind::Adverb };
        }
    }
}

/// "einen verunglückten Panzer": between an article and a thing, a verb that may be a participle describes the thing.
fn settle_described_things(chunks: &mut [Chunk<'_>], pack: &Pack) {
    if !pack.traits.capital_nouns || !pack.traits.verb_last {
        return;
    }
    for at in 1..chunks.len().saturating_sub(1) {
        let described = chunks[at].verb().is_some_and(|verb| matches!(verb.main, Main::Trigger(_)))
            && chunks[at - 1].noun().is_some_and(|noun| {
                matches!(noun.head, Head::Number) && noun.span == noun.head_span && noun.object
            })
            && chunks[at + 1].noun().is_some_and(|noun| {
                matches!(noun.head, Head::Thing)
                    && noun.determiner == Determiner::None
                    && noun.number.is_none()
            });
        if described {
            chunks[at - 1].kind = ChunkKind::Adverb;
            chunks[at].kind = ChunkKind::Adverb;
        }
    }
}

/// "11 People's Army soldiers": the number counts those under arms, and not who owns them.
fn settle_counted_owners(chunks: &mut [Chunk<'_>]) {
    for at in 0..chunks.len().saturating_sub(2) {
        if !matches!(chunks[at + 1].kind, ChunkKind::Owner) {
            continue;
        }
        let (first, rest) = chunks[at..].split_at_mut(1);
        let (ChunkKind::Noun(owner), ChunkKind::Noun(owned)) = (&mut first[0].kind, &mut rest[1].kind) else {
            continue;
        };
        let armed = matches!(owned.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup))
            && matches!(owned.head, Head::Person(_))
            && owned.is_plural()
            && owned.number.is_none()
            && owned.determiner == Determiner::None;
        let number = owner.number.as_ref().is_some_and(|number| number.span.start == owner.span.start);
        if armed && number && owner.determiner == Determiner::None && owner.is_plural() {
            owned.number = owner.number.take();
        }
    }
}

/// "25 people, both civilians and soldiers": the word belongs to "and", and counts nobody.
fn settle_both(chunks: &mut [Chunk<'_>]) {
    for at in 1..chunks.len().saturating_sub(2) {
        let bare = |chunk: &Chunk<'_>| {
            chunk.noun().is_some_and(|noun| {
                noun.number.is_none()
                    && noun.determiner == Determiner::None
                    && noun.is_plural()
                    && noun.is_people()
            })
        };
        let joined = matches!(chunks[at - 1].kind, ChunkKind::Comma)
            && matches!(chunks[at + 1].kind, ChunkKind::And)
            && bare(&chunks[at + 2]);
        if let ChunkKind::Noun(noun) = &mut chunks[at].kind
            && joined
            && matches!(noun.head, Head::Person(_))
            && noun.determiner == Determiner::Whole
            && noun.number.as_ref().is_some_and(|number| number.figure == Some(2))
        {
            noun.number = None;
            noun.determiner = Determiner::None;
        }
    }
}

/// "the July 14, 1984, massacre": the comma behind a year closes the date, and no clause.
fn settle_dated_nouns(chunks: &mut Vec<Chunk<'_>>) {
    for at in (2..chunks.len().saturating_sub(1)).rev() {
        let bare = |chunk: &Chunk<'_>| {
            chunk.noun().is_some_and(|noun| {
                matches!(noun.head, Head::Unknown)
                    && noun.determiner == Determiner::Definite
                    && noun.span == noun.head_span
            })
        };
        if matches!(chunks[at].kind, ChunkKind::Comma)
            && matches!(chunks[at - 1].kind, ChunkKind::Date(_))
            && bare(&chunks[at - 2])
            && chunks[at + 1].noun().is_some_and(|noun| noun.determiner == Determiner::None)
        {
            chunks.remove(at);
        }
    }
}

/// "Lund, alias the Wolf, and": another name adds nobody.
fn settle_aliases(chunks: &mut Vec<Chunk<'_>>, lexemes: &[Lexeme<'_>]) {
    for at in (1..chunks.len().saturating_sub(1)).rev() {
        let span = chunks[at].span;
        let alias = lexemes.iter().any(|l| l.span == span && l.is(Category::Alias));
        let named = chunks[at - 1].noun().is_some_and(|noun| {
            !noun.names.is_empty() || noun.number.is_some() && matches!(noun.head, Head::Person(_))
        });
        let other = chunks[at + 1].noun().is_some_and(|noun| noun.number.is_none());
        if alias && named && other {
            let end = chunks[at + 1].span;
            chunks.drain(at..=at + 1);
            chunks[at - 1].span = chunks[at - 1].span.with(end);
        }
    }
}

/// "channel 12", "route 9": figures right behind a thing without an article are its name, and count nobody.
fn settle_numbered_things(chunks: &mut Vec<Chunk<'_>>, lexemes: &[Lexeme<'_>], pack: &Pack) {
    for at in (1..chunks.len()).rev() {
        let thing = chunks[at - 1].noun().is_some_and(|noun| {
            noun.determiner == Determiner::None
                && noun.number.is_none()
                && lexemes.iter().any(|l| l.span == noun.span && l.is(Category::NumberedThing))
        });
        let figures = chunks[at].noun().is_some_and(|noun| {
            matches!(noun.head, Head::Number)
                && (noun.determiner == Determiner::None
                    // "لليوم ال 441".
                    || pack.traits.construct && noun.determiner == Determiner::Definite)
                && noun.number.as_ref().is_some_and(|number| {
                    number.form == NumberForm::Digits && number.figure.is_some() && number.span == noun.span
                })
        });
        if thing && figures {
            let span = chunks[at].span;
            chunks.remove(at);
            chunks[at - 1].span = chunks[at - 1].span.with(span);
        }
    }
}

/// "les corps décapités de douze soldats", "le bandit le plus recherché et trois": words that describe the noun before them
/// and have no part in the sentence, where adjectives follow nouns.
fn settle_descriptions(chunks: &mut Vec<Chunk<'_>>, lexemes: &[Lexeme<'_>], pack: &Pack) {
    if !pack.traits.adjective_after_noun || pack.traits.construct {
        return;
    }
    for at in (1..chunks.len().saturating_sub(2)).rev() {
        let before = chunks[at - 1].noun();
        let bodies = before.is_some_and(|n| matches!(n.head, Head::Outcome(_)) && n.number.is_none());
        let participle = chunks[at]
            .verb()
            .is_some_and(|verb| may_be_participle(verb.form) && !verb.be && !verb.have && !verb.negated);
        let of_people = matches!(chunks[at + 1].preposition(), Some(Preposition::Of))
            && chunks[at + 2].noun().is_some_and(|n| n.is_people() && n.number.is_some());
        if bodies && participle && of_people {
            chunks[at].kind = ChunkKind::Adverb;
            continue;
        }
        let article = chunks[at].noun().is_some_and(|noun| {
            matches!(noun.head, Head::Unknown)
                && lexemes.iter().any(|l| l.span == noun.span && l.is(Category::DefiniteArticle))
        });
        let adjective = chunks[at + 2].noun().is_some_and(|n| {
            matches!(n.head, Head::Unknown) && n.determiner == Determiner::None && n.number.is_none()
        }) || chunks[at + 2]
            .verb()
            .is_some_and(|verb| may_be_participle(verb.form) && !verb.be && !verb.have);
        let person = before.is_some_and(|n| matches!(n.head, Head::Person(_)));
        if person && article && matches!(chunks[at + 1].kind, ChunkKind::Adverb) && adjective {
            let span = chunks[at + 2].span;
            chunks.drain(at..at + 3);
            chunks[at - 1].span = chunks[at - 1].span.with(span);
        }
    }
}

/// "un profesor de la universidad La Cantuta": a name right behind a place of which nothing is said is its name.
fn settle_named_places(chunks: &mut Vec<Chunk<'_>>, pack: &Pack) {
    if !pack.traits.adjective_after_noun || pack.traits.construct {
        return;
    }
    for at in (1..chunks.len()).rev() {
        let place = chunks[at - 1].noun().is_some_and(|noun| {
            noun.place_noun
                && matches!(noun.head, Head::Thing)
                && matches!(noun.determiner, Determiner::Definite | Determiner::None)
                && noun.number.is_none()
                && noun.names.is_empty()
        });
        let of = at >= 2 && chunks[at - 2].preposition().is_some();
        let names = chunks[at].noun().filter(|noun| {
            matches!(noun.head, Head::Name) && !noun.titled && noun.number.is_none() && !noun.shouted
        });
        if let Some(names) = names.map(|noun| noun.names.clone()).filter(|_| place && of) {
            let span = chunks[at].span;
            chunks.remove(at);
            chunks[at - 1].span = chunks[at - 1].span.with(span);
            if let ChunkKind::Noun(noun) = &mut chunks[at - 1].kind {
                noun.names = names;
            }
        }
    }
}

/// "los frentes 59 y 19": where adjectives follow nouns, figures right behind a noun that is no people are its name.
fn settle_numbered_names(chunks: &mut Vec<Chunk<'_>>, lexemes: &[Lexeme<'_>], pack: &Pack) {
    if !pack.traits.adjective_after_noun {
        return;
    }
    // "اللواء 444": where a noun stands right behind its verb, only units have such names.
    let is_unit = |span| lexemes.iter().any(|l| l.span == span && l.is(Category::Unit));
    let figures = |chunk: &Chunk<'_>| {
        chunk.noun().is_some_and(|noun| {
            matches!(noun.head, Head::Number)
                && noun.determiner == Determiner::None
                && noun.number.as_ref().is_some_and(|number| {
                    // "12 y 47" reads like a range.
                    number.form == NumberForm::Digits && number.span == noun.span
                })
        })
    };
    let mut at = 1;
    while at < chunks.len() {
        // "del Batallón de Combate Terrestre 110": the name of a unit goes on.
        let unit = at >= 3
            && matches!(chunks[at - 2].preposition(), Some(Preposition::Of))
            && chunks[at - 3].noun().is_some_and(|noun| matches!(noun.head, Head::Body(_)));
        let named = chunks[at - 1].noun().is_some_and(|noun| {
            let thing = matches!(noun.head, Head::Thing | Head::Unknown | Head::Body(_));
            let unit = if pack.traits.construct {
                noun.determiner == Determiner::Definite && is_unit(noun.head_span)
            } else {
                thing || unit && matches!(noun.head, Head::Name)
            };
            noun.number.is_none() && unit
        });
        let mut end = at;
        if named && figures(&chunks[at]) {
            end += 1;
            while matches!(chunks.get(end).map(|c| &c.kind), Some(ChunkKind::And | ChunkKind::Comma))
                && chunks.get(end + 1).is_some_and(figures)
            {
                end += 2;
            }
        }
        if end > at && chunks.get(end).is_none_or(|next| next.verb().is_none() && next.noun().is_none()) {
            let span = chunks[end - 1].span;
            chunks.drain(at..end);
            chunks[at - 1].span = chunks[at - 1].span.with(span);
        }
        at += 1;
    }
}

/// Where a relative clause always follows a comma, "in dem" without one is a preposition and its article.
fn settle_relatives(chunks: &mut [Chunk<'_>], pack: &Pack) {
    if !pack.traits.verb_last {
        return;
    }
    for at in 0..chunks.len() {
        let comma = at.checked_sub(1).is_some_and(|i| matches!(chunks[i].kind, ChunkKind::Comma));
        if matches!(chunks[at].kind, ChunkKind::RelativePlace) && !comma {
            chunks[at].kind = ChunkKind::Preposition(Preposition::Place);
        }
    }
}

/// Whether a noun group with a number stands before the chunk at `at`, over what stands behind prepositions.
fn counted_before(chunks: &[Chunk<'_>], at: usize) -> bool {
    let mut i = at;
    for _ in 0..3 {
        let Some(noun) = i.checked_sub(1).and_then(|before| chunks[before].noun()) else { return false };
        if noun.number.is_some() {
            return true;
        }
        if !(i >= 2 && chunks[i - 2].preposition().is_some()) {
            return false;
        }
        i -= 2;
    }
    false
}

/// A form that is both finite and a participle is a participle where an auxiliary stands in its clause.
fn settle_participles<'a>(chunks: &mut [Chunk<'a>], lexemes: &[Lexeme<'a>], pack: &Pack) {
    for at in 0..chunks.len() {
        let Some(verb) = chunks[at].verb() else { continue };
        if verb.be || verb.have || verb.form != Form::Finite || !matches!(verb.main, Main::Trigger(_)) {
            continue;
        }
        let auxiliary = |chunk: &Chunk<'_>| {
            chunk.verb().is_some_and(|v| matches!(v.main, Main::Auxiliary) && (v.be || v.have || v.modal))
        };
        let border = |chunk: &Chunk<'_>| {
            matches!(chunk.kind, ChunkKind::Opener | ChunkKind::Semicolon | ChunkKind::That)
        };
        let before = chunks[..at].iter().rev().take(16).take_while(|chunk| !border(chunk)).any(auxiliary);
        let after = chunks.get(at + 1).is_some_and(auxiliary);
        // "wurden getötet und neun Menschen verletzt": the auxiliary stands once, and no object follows.
        let told = |v: &&VerbGroup<'_>| may_be_participle(v.form) && matches!(v.main, Main::Trigger(_));
        let shared = chunks.get(at + 1).is_none_or(|next| next.noun().is_none())
            && chunks[..at]
                .iter()
                .rev()
                .take(16)
                .filter_map(Chunk::verb)
                .take_while(told)
                .any(|v| v.be || v.have);
        // "41 Mann verwundet, 2 Mann vermisst": a list in which no verb acts.
        let listed = pack.traits.verb_last
            && counted_before(chunks, at)
            && chunks.get(at + 1).is_none_or(|next| {
                matches!(next.kind, ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Other)
            })
            && chunks
                .iter()
                .filter_map(Chunk::verb)
                .all(|v| matches!(v.main, Main::Trigger(_)) && !v.be && !v.have && !v.modal);
        if !before && !after && !shared && !listed {
            continue;
        }
        let span = verb.main_span;
        let entry = lexemes.iter().find(|l| l.span == span).and_then(|l| {
            l.entries.iter().find(|e| e.category == Category::TriggerVerb && may_be_participle(e.form))
        });
        if let (Some(entry), ChunkKind::Verb(verb)) = (entry, &mut chunks[at].kind) {
            verb.form = Form::Participle;
            verb.main = Main::Trigger(entry);
        }
    }
}

/// "that" is a relative pronoun only between a noun and its verb, and else opens what is said.
fn settle_that(chunks: &mut [Chunk<'_>], lexemes: &[Lexeme<'_>]) {
    for at in 0..chunks.len() {
        if !matches!(chunks[at].kind, ChunkKind::Relative) {
            continue;
        }
        let span = chunks[at].span;
        let both = lexemes.iter().any(|l| l.span == span && l.is(Category::That) && l.is(Category::Relative));
        if !both {
            continue;
        }
        let noun = |i: usize| {
            matches!(
                chunks[i].kind,
                ChunkKind::Noun(_) | ChunkKind::Close | ChunkKind::Date(_) | ChunkKind::Age
            )
        };
        let after_noun = at.checked_sub(1).is_some_and(|i| {
            noun(i) || matches!(chunks[i].kind, ChunkKind::Comma) && i.checked_sub(1).is_some_and(noun)
        });
        let verb_follows = chunks[at + 1..]
            .iter()
            .find(|chunk| !matches!(chunk.kind, ChunkKind::Adverb))
            .is_some_and(|chunk| chunk.verb().is_some());
        if !(after_noun && verb_follows) {
            chunks[at].kind = ChunkKind::That;
        }
    }
}

/// "145 people who he said were killed": who says it stands between the pronoun and its verb.
fn settle_sayers(chunks: &mut [Chunk<'_>]) {
    for at in 0..chunks.len().saturating_sub(3) {
        let aside = matches!(chunks[at].kind, ChunkKind::Relative)
            && chunks[at + 1].noun().is_some_and(|noun| noun.number.is_none())
            && chunks[at + 2].verb().is_some_and(|verb| matches!(verb.main, Main::Say) && !verb.be)
            && chunks[at + 3].verb().is_some_and(VerbGroup::finite);
        if aside {
            chunks[at + 1].kind = ChunkKind::Adverb;
            chunks[at + 2].kind = ChunkKind::Adverb;
        }
    }
}

/// "des policiers ont été tués": an article that is also the word for "of" is one where it follows no noun.
fn settle_articles(chunks: &mut [Chunk<'_>], lexemes: &[Lexeme<'_>]) {
    for at in 0..chunks.len() {
        if !matches!(chunks[at].kind, ChunkKind::Preposition(Preposition::Of)) {
            continue;
        }
        let after_noun = at.checked_sub(1).is_some_and(|i| {
            matches!(chunks[i].kind, ChunkKind::Noun(_) | ChunkKind::Close | ChunkKind::Other)
        });
        let span = chunks[at].span;
        let article = || lexemes.iter().any(|l| l.span == span && l.is(Category::IndefiniteArticle));
        if !after_noun && article() {
            chunks[at].kind = ChunkKind::Adverb;
        }
    }
}

/// "n'ont perdu que deux officiers": what is denied of all but those who are counted is told of them.
fn settle_restrictions(chunks: &mut [Chunk<'_>]) {
    for at in 0..chunks.len().saturating_sub(2) {
        let counted = chunks[at + 2].noun().is_some_and(|noun| noun.number.is_some());
        let clause = chunks[at + 3..].iter().take(4).any(|chunk| chunk.verb().is_some_and(VerbGroup::finite));
        if !matches!(chunks[at + 1].kind, ChunkKind::That) || !counted || clause {
            continue;
        }
        if let ChunkKind::Verb(verb) = &mut chunks[at].kind
            && verb.negated
            && !matches!(verb.main, Main::Say | Main::Deny | Main::Plan(_))
        {
            verb.negated = false;
            chunks[at + 1].kind = ChunkKind::Adverb;
        }
    }
}

/// "before a court", "after the attack": without a verb of its own the word is a preposition.
fn settle_openers(chunks: &mut [Chunk<'_>], lexemes: &[Lexeme<'_>], pack: &Pack) {
    for at in 0..chunks.len() {
        let since = matches!(chunks[at].kind, ChunkKind::Preposition(Preposition::Since));
        if !matches!(chunks[at].kind, ChunkKind::Opener) && !since
            || chunks.get(at + 1).is_none_or(|next| next.noun().is_none())
        {
            continue;
        }
        let mut next = at + 2;
        while next + 1 < chunks.len()
            && (chunks[next].preposition().is_some() && chunks[next + 1].noun().is_some()
                || matches!(chunks[next].kind, ChunkKind::Owner))
        {
            next += 2;
        }
        while next < chunks.len()
            && matches!(chunks[next].kind, ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Age)
        {
            next += 1;
        }
        // "as five clerks, including a nun, were killed".
        let is_comma = |i: usize| chunks.get(i).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        let includes =
            |i: usize| chunks.get(i).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Including));
        if is_comma(next) && (includes(next + 1) || includes(next + 2)) {
            next = (next + 2..next + 12).find(|i| is_comma(*i)).map_or(next, |close| close + 1);
        }
        let clause = match chunks.get(next).map(|chunk| &chunk.kind) {
            Some(ChunkKind::Verb(verb)) => {
                let auxiliary = |v: &VerbGroup<'_>| matches!(v.main, Main::Auxiliary);
                // "Bei Kämpfen seit Beginn des Einsatzes sind zwölf Soldaten": a verb that is not last is the main clause's.
                let main = since
                    && pack.traits.verb_last
                    && auxiliary(verb)
                    && chunks.get(next + 1).is_some_and(|after| after.noun().is_some());
                !main && verb.finite() || chunks.get(next + 1).and_then(Chunk::verb).is_some_and(auxiliary)
            }
            Some(ChunkKind::And | ChunkKind::Relative | ChunkKind::That | ChunkKind::Noun(_)) => {
                chunks[next..].iter().take(8).any(|chunk| chunk.verb().is_some_and(VerbGroup::finite))
            }
            _ => false,
        };
        // "mató al conductor y a tres alumnos e hirió": before a noun the word marks who suffers it.
        if chunks[at].patient_mark && !since {
            chunks[at].kind = ChunkKind::Preposition(Preposition::Other);
            continue;
        }
        // "un cohete disparado desde Gaza alcanzó": from a place.
        let from_place = since
            && chunks[at + 1]
                .noun()
                .is_some_and(|noun| matches!(noun.head, Head::Place) && noun.number.is_none());
        if from_place {
            chunks[at].kind = ChunkKind::Preposition(Preposition::Other);
            continue;
        }
        // Where the verb comes first, a noun after "since" begins no clause.
        // At the head of a sentence whose verb is second, "seit Jahresbeginn sind" begins none either.
        let second = pack.traits.verb_last && at == 0;
        if since && clause && (pack.traits.construct || second) {
            continue;
        }
        if since && clause {
            chunks[at].kind = ChunkKind::Opener;
            chunks[at].since = true;
        } else if !since && !clause {
            // "damit sind 530 Menschen umgekommen": a small word where it is one.
            let span = chunks[at].span;
            let adverb = lexemes.iter().any(|l| l.span == span && l.is(Category::Adverb));
            chunks[at].kind = if adverb && pack.traits.verb_last {
                ChunkKind::Adverb
            } else {
                ChunkKind::Preposition(Preposition::Other)
            };
        }
    }
}
