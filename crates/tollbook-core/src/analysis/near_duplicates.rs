//! Articles whose texts largely agree: they copy one another, or one agency, and speak with one voice.
//!
//! A text is taken for the set of its runs of five words. Of these only every so-many-th is kept (by
//! its hash, so that two texts keep the same ones), articles that keep some in common are compared in
//! full, and the share is that of the shorter text's runs (Broder, "On the resemblance and containment
//! of documents", 1997).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{ArticleId, Project};

/// Words in a run.
const RUN: usize = 5;
/// A text with fewer words than this says too little to be copied.
const SHORTEST: usize = 40;
/// One run in so many is kept for finding.
const KEPT: u64 = 8;
/// A run that more articles than this have in common is a phrase of the trade, a masthead or a notice.
const COMMON: usize = 40;
/// From this share of the shorter text's runs on, one copies the other.
const AGREES: f32 = 0.6;

/// Two articles of which one copies the other, or both a third.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearDuplicates {
    /// One.
    pub first: ArticleId,
    /// The other, of the larger id.
    pub second: ArticleId,
    /// How much of the shorter text stands in the other, 0 to 1.
    pub share: f32,
}

/// The pairs of articles whose texts largely agree, most alike first. `go_on` is asked now and then,
/// and told how many articles have been read; `None` once it says no.
pub fn copies(
    articles: &[(ArticleId, Arc<str>)],
    go_on: &(dyn Fn(u64, u64) -> bool + Sync),
) -> Option<Vec<NearDuplicates>> {
    let all = articles.len() as u64;
    let mut kept: Vec<(u64, u32)> = Vec::new();
    for (n, some) in articles.chunks(512).enumerate() {
        if !go_on(n as u64 * 512, all) {
            return None;
        }
        let runs = some.par_iter().enumerate().flat_map_iter(|(at, (_, text))| {
            let article = (n * 512 + at) as u32;
            runs(text).into_iter().filter(|run| run.is_multiple_of(KEPT)).map(move |run| (run, article))
        });
        kept.par_extend(runs);
    }
    kept.par_sort_unstable();
    let mut in_common: HashMap<(u32, u32), u32> = HashMap::new();
    for same in kept.chunk_by(|a, b| a.0 == b.0).filter(|same| (2..=COMMON).contains(&same.len())) {
        for (n, (_, one)) in same.iter().enumerate() {
            for (_, other) in &same[n + 1..] {
                *in_common.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    drop(kept);
    // What is kept in common by chance is little; the full texts decide.
    let likely: Vec<(u32, u32)> =
        in_common.into_iter().filter(|(_, n)| *n >= 2).map(|(pair, _)| pair).collect();
    let mut found: Vec<NearDuplicates> = likely
        .par_iter()
        .filter_map(|(a, b)| {
            let ((one, text), (other, second)) = (articles.get(*a as usize)?, articles.get(*b as usize)?);
            let share = share(text, second);
            let (first, second) = (*one.min(other), *one.max(other));
            (share >= AGREES).then_some(NearDuplicates { first, second, share })
        })
        .collect();
    found.sort_by(|a, b| {
        b.share.total_cmp(&a.share).then(a.first.cmp(&b.first)).then(a.second.cmp(&b.second))
    });
    go_on(all, all).then_some(found)
}

/// How much of the shorter of two texts stands in the other, 0 to 1.
fn share(a: &str, b: &str) -> f32 {
    let (a, b) = (runs(a), runs(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|run| long.binary_search(run).is_ok()).count();
    common as f32 / short.len().max(1) as f32
}

/// The runs of a text's words, as hashes, sorted; none of a text that is too short. Case, punctuation and the
/// spaces between words make no difference.
fn runs(text: &str) -> Vec<u64> {
    let words = words(text);
    if words.len() < SHORTEST {
        return Vec::new();
    }
    let hash = |run: &[u64]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    let mut runs: Vec<u64> = words.windows(RUN).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The words of a text, as hashes. Where a script writes no spaces every letter is one.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut word: Option<DefaultHasher> = None;
    for letter in text.chars() {
        let alone = writes_no_spaces(letter);
        if alone || !letter.is_alphanumeric() {
            words.extend(word.take().map(|word| word.finish()));
        }
        if letter.is_alphanumeric() {
            let hasher = word.get_or_insert_with(DefaultHasher::new);
            letter.to_lowercase().for_each(|letter| letter.hash(hasher));
        }
    }
    words.extend(word.map(|word| word.finish()));
    words
}

/// Han, Kana, Thai, Lao, Khmer.
fn writes_no_spaces(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Articles that copy one another, and have not one voice yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The articles, by id.
    pub articles: Vec<ArticleId>,
    /// The least share by which an article of the group was found.
    pub share: f32,
}

/// The groups that `found` come to, without pairs that already share a voice and those that
/// `are_different`; the largest share first.
pub fn groups(
    project: &Project,
    found: &[NearDuplicates],
    are_different: impl Fn(ArticleId, ArticleId) -> bool,
) -> Vec<Group> {
    let voice =
        |id: ArticleId| project.articles.get(id).map_or("", |article| article.independent_source.trim());
    let one_voice = |a: ArticleId, b: ArticleId| {
        !voice(a).is_empty() && voice(a).to_lowercase() == voice(b).to_lowercase()
    };
    let mut groups: Vec<Group> = Vec::new();
    for NearDuplicates { first, second, share } in found {
        if one_voice(*first, *second) || are_different(*first, *second) {
            continue;
        }
        let mut joined = Group { articles: vec![*first, *second], share: *share };
        groups.retain(|group| {
            let meets = group.articles.contains(first) || group.articles.contains(second);
            if meets {
                joined.articles.extend(&group.articles);
                joined.share = joined.share.min(group.share);
            }
            !meets
        });
        joined.articles.sort_unstable();
        joined.articles.dedup();
        groups.push(joined);
    }
    groups.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.articles.cmp(&b.articles)));
    groups
}

/// Agencies, by the names under which they stand in what they wrote; the first is the one to use.
const AGENCIES: &[&[&str]] = &[
    &["AFP", "Agence France-Presse", "Agence France Presse"],
    &["Reuters"],
    &["AP", "Associated Press", "The Associated Press"],
    &["dpa", "Deutsche Presse-Agentur"],
    &["EFE", "Agencia EFE"],
    &["ANSA"],
    &["Xinhua"],
    &["Anadolu", "Anadolu Agency", "Agence Anadolu"],
    &["TASS"],
    &["UPI", "United Press International"],
    &["PANA", "Panapress"],
];

/// The agency that all of these texts, each with its source, name; a name must stand there as a word
/// of its own.
pub fn agency_of<'a>(texts: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<&'static str> {
    let names = |text: &str, name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let stands_alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            stands_alone(text[..at].chars().next_back())
                && stands_alone(text[at + name.len()..].chars().next())
        })
    };
    let in_all = |agency: &&&[&str]| {
        texts.clone().all(|(source, text)| agency.iter().any(|name| names(source, name) || names(text, name)))
    };
    AGENCIES.iter().find(in_all).and_then(|agency| agency.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    const REPORT: &str = "One soldier was killed and six others were wounded on Monday when a bomber drove a car at their \
        column in the north of the country, the ministry said. The attack took place about a hundred kilometres from the \
        nearest town. The dead man was a chief warrant officer of an engineer regiment that is based in the south. \
        There was no immediate claim of responsibility for the attack, which came as the operation draws to its end.";

    fn found(texts: &[&str]) -> Vec<(usize, usize, u32)> {
        let id = |n: usize| ArticleId(uuid::Uuid::from_u128(n as u128));
        let articles: Vec<_> = texts.iter().enumerate().map(|(n, text)| (id(n), Arc::from(*text))).collect();
        let number = |id: ArticleId| id.0.as_u128() as usize;
        let found = copies(&articles, &|_, _| true).unwrap();
        found
            .into_iter()
            .map(|copy| (number(copy.first), number(copy.second), (copy.share * 100.0) as u32))
            .collect()
    }

    #[test]
    fn copies_are_found_whatever_stands_around_them() {
        let cut = REPORT.split_once("There was").unwrap().0.to_uppercase();
        let longer = format!(
            "The president spoke.\n\n{}\n\nMore follows from the capital as it comes in.",
            REPORT.replace(". ", ".\n\n")
        );
        let other = "Thirteen soldiers died in the collision of two helicopters during a fight with armed men in the \
            border region, the palace announced in the morning. The loss is the heaviest of the operation so far. \
            An inquiry has been opened, and the flight recorders have been found near the place of the crash.";
        assert_eq!(found(&[REPORT, other, &cut]), [(0, 2, 100)]);
        assert_eq!(found(&[REPORT, &longer]), [(0, 1, 100)]);
        let half = format!("{} {other}", &REPORT[..REPORT.len() / 3]);
        assert_eq!(found(&[REPORT, &half]), [], "a quoted paragraph is no copy");
        assert_eq!(found(&["A soldier died.", "A soldier died."]), [], "too short to tell");
        let chinese = "三名士兵星期一在北部的一次袭击中丧生国防部说袭击发生在距离最近的城镇约一百公里的地方死者是一名工兵团的军官没有人声称对此负责";
        assert_eq!(found(&[chinese, chinese]), [(0, 1, 100)]);
    }

    #[test]
    fn nothing_is_found_once_it_is_cancelled() {
        assert_eq!(copies(&[], &|_, _| false), None);
    }

    #[test]
    fn articles_that_have_one_voice_are_not_pointed_out() {
        let groups = |told: &str, different: bool| {
            let story = story(told);
            let id = |path: &str| ArticleId::of(story.project.id(), path);
            let copies = |a: &str, b: &str| NearDuplicates { first: id(a), second: id(b), share: 0.8 };
            let found = [copies("a", "b"), copies("c", "b"), copies("d", "e")];
            let path = |id: &ArticleId| story.project.articles.get(*id).unwrap().path.clone();
            let groups = super::groups(&story.project, &found, |one, _| different && one == id("d"));
            let mut named: Vec<String> = groups
                .iter()
                .map(|group| {
                    let mut paths: Vec<String> = group.articles.iter().map(path).collect();
                    paths.sort();
                    paths.concat()
                })
                .collect();
            named.sort();
            named.join(" ")
        };
        let articles = "article a\n article b\n article c\n article d\n article e";
        assert_eq!(groups(articles, false), "abc de");
        assert_eq!(groups(articles, true), "abc");
        let voices = format!(
            "{articles}\n article a voice=AFP\n article b voice=afp\n article d voice=AP\n article e voice=AFP"
        );
        assert_eq!(groups(&voices, false), "bc de");
    }

    #[test]
    fn an_agency_is_one_that_all_name() {
        let agency = |texts: &[(&str, &str)]| agency_of(texts.iter().copied());
        assert_eq!(agency(&[("Agence France-Presse", ""), ("", "PARIS (AFP) - One")]), Some("AFP"));
        assert_eq!(agency(&[("", "GAPS, Reuters"), ("Reuters", "")]), Some("Reuters"));
        assert_eq!(agency(&[("", "GAPS"), ("AP", "")]), None);
    }
}
