//! What a chunk is once those around it are known: aliases, figures that are names, relative pronouns, participles.

use super::noun::{Determiner, Head};
use super::verb::{Main, VerbGroup};
use super::{Chunk, ChunkKind, Preposition, may_be_participle};
use crate::extract::lexeme::Lexeme;
use crate::extract::pack::{Category, Form, Pack};
use crate::extract::statement::NumberForm;

/// Settles the chunks of a sentence by those beside them.
pub(super) fn settle<'a>(chunks: &mut Vec<Chunk<'a>>, lexemes: &[Lexeme<'a>], pack: &Pack) {
    settle_aliases(chunks, lexemes);
    settle_numbered_things(chunks, lexemes);
    settle_numbered_names(chunks, pack);
    settle_named_places(chunks, pack);
    settle_descriptions(chunks, lexemes, pack);
    settle_relatives(chunks, pack);
    settle_that(chunks, lexemes);
    settle_restrictions(chunks);
    settle_sayers(chunks);
    settle_participles(chunks, lexemes);
    settle_openers(chunks, pack);
    settle_articles(chunks, lexemes);
}

/// "Lund, alias the Wolf, and": another name adds nobody.
fn settle_aliases(chunks: &mut Vec<Chunk<'_>>, lexemes: &[Lexeme<'_>]) {
    for at in (1..chunks.len().saturating_sub(1)).rev() {
        let span = chunks[at].span;
        let alias = lexemes.iter().any(|l| l.span == span && l.is(Category::Alias));
        let named = chunks[at - 1].noun().is_some_and(|noun| !noun.names.is_empty());
        let other = chunks[at + 1].noun().is_some_and(|noun| noun.number.is_none());
        if alias && named && other {
            let end = chunks[at + 1].span;
            chunks.drain(at..=at + 1);
            chunks[at - 1].span = chunks[at - 1].span.with(end);
        }
    }
}

/// "channel 12", "route 9": figures right behind a thing without an article are its name, and count nobody.
fn settle_numbered_things(chunks: &mut Vec<Chunk<'_>>, lexemes: &[Lexeme<'_>]) {
    for at in (1..chunks.len()).rev() {
        let thing = chunks[at - 1].noun().is_some_and(|noun| {
            noun.determiner == Determiner::None
                && noun.number.is_none()
                && lexemes.iter().any(|l| l.span == noun.span && l.is(Category::NumberedThing))
        });
        let figures = chunks[at].noun().is_some_and(|noun| {
            matches!(noun.head, Head::Number)
                && noun.determiner == Determiner::None
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
fn settle_numbered_names(chunks: &mut Vec<Chunk<'_>>, pack: &Pack) {
    if !pack.traits.adjective_after_noun || pack.traits.construct {
        return;
    }
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
            noun.number.is_none() && (thing || unit && matches!(noun.head, Head::Name))
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

/// A form that is both finite and a participle is a participle where an auxiliary stands in its clause.
fn settle_participles<'a>(chunks: &mut [Chunk<'a>], lexemes: &[Lexeme<'a>]) {
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
        let shared = chunks.get(at + 1).is_none_or(|next| next.noun().is_none())
            && chunks[..at].iter().rev().take(8).find_map(Chunk::verb).is_some_and(|v| {
                (v.be || v.have) && may_be_participle(v.form) && matches!(v.main, Main::Trigger(_))
            });
        if !before && !after && !shared {
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
fn settle_openers(chunks: &mut [Chunk<'_>], pack: &Pack) {
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
        let clause = match chunks.get(next).map(|chunk| &chunk.kind) {
            Some(ChunkKind::Verb(verb)) => {
                let auxiliary = |v: &VerbGroup<'_>| matches!(v.main, Main::Auxiliary);
                verb.finite() || chunks.get(next + 1).and_then(Chunk::verb).is_some_and(auxiliary)
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
            chunks[at].kind = ChunkKind::Preposition(Preposition::Other);
        }
    }
}
