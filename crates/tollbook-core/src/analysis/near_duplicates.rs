//! Articles whose texts largely agree: they copy one another, or one agency, and are one independent source.
//!
//! A text is taken for the set of its runs of five words. Of these only every so-many-th is kept (by
//! its hash, so that two texts keep the same ones). Articles that keep enough in common are compared in
//! full, for which the runs of each are made once; the share is that of the shorter text's runs (Broder, "On
//! the resemblance and containment of documents", 1997).

use std::cmp::Ordering::{Equal, Greater, Less};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::growth::make_room;
use crate::model::{ArticleId, Project};

/// Words in a run.
const RUN: usize = 5;
/// A text with fewer words than this says too little to be copied.
const SHORTEST: usize = 40;
/// One run in so many is kept for finding.
const KEPT: u64 = 8;
/// Of more articles than this that have a run in common, each is set against the next alone.
const COMMON: usize = 40;
/// From this share of the shorter text's runs on, one copies the other.
const AGREES: f32 = 0.6;
/// So many bytes of text are looked through before it is asked again whether to go on.
const AT_ONCE: usize = 64 * 1024;
/// The runs that are kept are sorted in so many parts, one after the other, so that little of them is held twice.
const PARTS: u32 = 16;
/// Once more runs than this are kept to find copies, every second of them is let go: what is held does not grow further,
/// however many and however long the articles are.
const MOST_KEPT: usize = 3_000_000;
/// So many articles' signatures are made between two that are added to the rest.
const SIGNED_AT_ONCE: usize = 1024;
/// Of more articles than this that have a run in common, it is asked again whether to go on.
const FEW: usize = 8;
/// So many bytes of runs are held while articles are compared in full.
const HELD: usize = 4 << 20;

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

/// How far comparing is, and whether it goes on.
struct Progress<'a> {
    go_on: &'a (dyn Fn(u64, u64) -> bool + Sync),
    done: AtomicU64,
    all: u64,
    stopped: AtomicBool,
}

impl Progress<'_> {
    /// `None` once nobody wants to know any more.
    fn check(&self) -> Option<()> {
        if !self.stopped.load(Ordering::Relaxed) && !(self.go_on)(self.done.load(Ordering::Relaxed), self.all)
        {
            self.stopped.store(true, Ordering::Relaxed);
        }
        (!self.stopped.load(Ordering::Relaxed)).then_some(())
    }
}

/// The articles that are compared. Their texts are asked for one by one, so that those of a large folder need not be held.
pub trait Texts: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// The article of a number below [`Self::count`].
    fn article(&self, number: usize) -> ArticleId;

    /// The text of an article; `None` if there is none at hand.
    fn text(&self, number: usize) -> Option<Arc<str>>;

    /// The signature of its text, if it was kept.
    fn signature(&self, _number: usize) -> Option<Vec<u32>> {
        None
    }

    /// Keeps the signature of its text: the runs of words by which copies of it are found.
    fn keep_signature(&self, _number: usize, _signature: &[u32]) {}
}

impl Texts for [(ArticleId, Arc<str>)] {
    fn count(&self) -> usize {
        self.len()
    }

    fn article(&self, number: usize) -> ArticleId {
        self[number].0
    }

    fn text(&self, number: usize) -> Option<Arc<str>> {
        self.get(number).map(|(_, text)| text.clone())
    }
}

/// The pairs of articles whose texts largely agree, most alike first. `go_on` is asked every few
/// milliseconds, and told how many articles have been read; `None` once it says no.
pub fn copies<T: Texts + ?Sized>(
    texts: &T,
    go_on: &(dyn Fn(u64, u64) -> bool + Sync),
) -> Option<Vec<NearDuplicates>> {
    let all = texts.count() as u64;
    let progress = Progress { go_on, done: AtomicU64::new(0), all, stopped: AtomicBool::new(false) };
    progress.check()?;
    let signatures = Signatures::read(texts, &progress)?;
    let likely = signatures.likely(&progress)?;
    drop(signatures);
    let full = FullRuns { texts, progress: &progress, held: Mutex::default() };
    let compared = |&(a, b): &(u32, u32)| {
        progress.check()?;
        let share = share(&full.of_article(a)?, &full.of_article(b)?);
        let (one, other) = (texts.article(a as usize), texts.article(b as usize));
        let (first, second) = (one.min(other), one.max(other));
        Some((share >= AGREES).then_some(NearDuplicates { first, second, share }))
    };
    // Of very many likely pairs few are copies, and nothing is kept of the others.
    let found: Option<Vec<NearDuplicates>> = likely
        .par_iter()
        .map(compared)
        .filter_map(|compared| compared.map_or(Some(None), |copy| copy.map(Some)))
        .collect();
    let mut found = found?;
    found.sort_by(|a, b| {
        b.share.total_cmp(&a.share).then(a.first.cmp(&b.first)).then(a.second.cmp(&b.second))
    });
    progress.check().map(|()| found)
}

/// What is kept of the runs of each article, sorted, one article after the other.
struct Signatures {
    runs: Vec<u32>,
    /// Where each article's runs end.
    ends: Vec<usize>,
}

impl Signatures {
    fn read<T: Texts + ?Sized>(texts: &T, progress: &Progress<'_>) -> Option<Self> {
        let articles = texts.count();
        let mut thin = 1;
        let mut all = Self { runs: Vec::new(), ends: Vec::with_capacity(articles) };
        for from in (0..articles).step_by(SIGNED_AT_ONCE) {
            let some = from..articles.min(from + SIGNED_AT_ONCE);
            let signed: Option<Vec<Vec<u32>>> =
                some.into_par_iter().map(|number| signature(texts, number, progress)).collect();
            let signed = signed?;
            make_room(&mut all.runs, signed.iter().map(Vec::len).sum());
            for signature in signed {
                all.runs.extend(signature.into_iter().filter(|run| run.is_multiple_of(thin)));
                all.ends.push(all.runs.len());
            }
            while all.runs.len() > MOST_KEPT && thin < u32::MAX / 2 {
                thin *= 2;
                all.keep_multiples(thin);
            }
        }
        Some(all)
    }

    /// Lets go of all runs but the multiples of a number, so that two texts still keep the same ones.
    fn keep_multiples(&mut self, of: u32) {
        let (mut from, mut kept) = (0, 0);
        for end in &mut self.ends {
            for at in from..*end {
                if self.runs[at].is_multiple_of(of) {
                    self.runs[kept] = self.runs[at];
                    kept += 1;
                }
            }
            from = std::mem::replace(end, kept);
        }
        self.runs.truncate(kept);
    }

    fn of_article(&self, article: u32) -> &[u32] {
        let at = article as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.runs[start..self.ends[at]]
    }

    /// The pairs of articles that may be copies.
    fn likely(&self, progress: &Progress<'_>) -> Option<Vec<(u32, u32)>> {
        const WIDTH: u32 = u32::MAX / PARTS + 1;
        let mut likely = Vec::new();
        for part in 0..PARTS {
            let (from, to) = (part * WIDTH, part * WIDTH + (WIDTH - 1));
            let mut runs: Vec<(u32, u32)> = Vec::new();
            for article in 0..self.ends.len() as u32 {
                let kept = self.of_article(article);
                let kept = &kept[kept.partition_point(|run| *run < from)..];
                runs.extend(kept.iter().take_while(|run| **run <= to).map(|run| (*run, article)));
            }
            runs.par_sort_unstable();
            let pairs: Option<Vec<Vec<(u32, u32)>>> = runs
                .par_chunk_by(|a, b| a.0 == b.0)
                .filter(|same| same.len() > 1)
                .map(|same| {
                    // Few articles are gone through in no time.
                    if same.len() > FEW {
                        progress.check()?;
                    }
                    // A masthead, or one report in very many papers: the chain of these is found by its links.
                    let reach = if same.len() > COMMON { 1 } else { same.len() };
                    let pairs = same.iter().enumerate().flat_map(|(n, (_, one))| {
                        same[n + 1..].iter().take(reach).map(|(_, other)| (*one, *other))
                    });
                    Some(pairs.filter(|(one, other)| self.may_agree(*one, *other)).collect())
                })
                .collect();
            likely.extend(pairs?.into_iter().flatten());
            // A pair is found by each run that it has in common.
            likely.sort_unstable();
            likely.dedup();
        }
        Some(likely)
    }

    /// Whether two articles have so much of what is kept in common that they may be copies.
    fn may_agree(&self, one: u32, other: u32) -> bool {
        let (one, other) = (self.of_article(one), self.of_article(other));
        let shorter = one.len().min(other.len()) as f32;
        // What copies have in common at least, but for three and a half standard deviations.
        let least = AGREES * shorter - 3.5 * (AGREES * (1.0 - AGREES) * shorter).sqrt();
        in_common(one, other) as f32 >= least.max(2.0)
    }
}

/// What is kept of an article's runs: taken from where it was kept, or made of its text.
fn signature<T: Texts + ?Sized>(texts: &T, number: usize, progress: &Progress<'_>) -> Option<Vec<u32>> {
    let kept = match texts.signature(number) {
        Some(kept) => kept,
        None => {
            let Some(text) = texts.text(number) else { return Some(Vec::new()) };
            let runs = runs(&text, progress)?;
            // Half of a hash tells runs apart well enough to find what is then compared in full.
            let kept = runs.iter().filter(|run| run.is_multiple_of(KEPT));
            let mut kept: Vec<u32> = kept.map(|run| (run / KEPT) as u32).collect();
            kept.sort_unstable();
            kept.dedup();
            texts.keep_signature(number, &kept);
            kept
        }
    };
    progress.check()?;
    progress.done.fetch_add(1, Ordering::Relaxed);
    Some(kept)
}

/// How many numbers two sorted lists have in common.
fn in_common(one: &[u32], other: &[u32]) -> usize {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() > 16 * short.len() {
        return short.iter().filter(|run| long.binary_search(run).is_ok()).count();
    }
    let (mut a, mut b, mut common) = (0, 0, 0);
    while let (Some(first), Some(second)) = (short.get(a), long.get(b)) {
        match first.cmp(second) {
            Less => a += 1,
            Greater => b += 1,
            Equal => (a, b, common) = (a + 1, b + 1, common + 1),
        }
    }
    common
}

/// All runs of the articles that are compared in full: those of one are made once, as long as there is room.
struct FullRuns<'a, T: ?Sized> {
    texts: &'a T,
    progress: &'a Progress<'a>,
    held: Mutex<HeldRuns>,
}

#[derive(Default)]
struct HeldRuns {
    of_article: HashMap<u32, Arc<[u64]>>,
    bytes: usize,
}

impl<T: Texts + ?Sized> FullRuns<'_, T> {
    fn of_article(&self, article: u32) -> Option<Arc<[u64]>> {
        let held = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runs) = held().of_article.get(&article) {
            return Some(runs.clone());
        }
        let text = self.texts.text(article as usize);
        let runs: Arc<[u64]> = text.map_or(Some(Vec::new()), |text| runs(&text, self.progress))?.into();
        let mut held = held();
        held.bytes += size_of_val(&*runs);
        if held.bytes > HELD {
            *held = HeldRuns { of_article: HashMap::new(), bytes: size_of_val(&*runs) };
        }
        held.of_article.insert(article, runs.clone());
        Some(runs)
    }
}

/// How much of the shorter of two texts' runs stand in the other, 0 to 1.
fn share(a: &[u64], b: &[u64]) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|run| long.binary_search(run).is_ok()).count();
    common as f32 / short.len().max(1) as f32
}

/// The runs of a text's words, as hashes, sorted; none of a text that is too short. Case, punctuation and the
/// spaces between words make no difference.
fn runs(text: &str, progress: &Progress<'_>) -> Option<Vec<u64>> {
    let words = words(text, progress)?;
    if words.len() < SHORTEST {
        return Some(Vec::new());
    }
    let hash = |run: &[u64]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    let mut runs = Vec::with_capacity(words.len());
    for some in 0..words.len().div_ceil(AT_ONCE) {
        progress.check()?;
        let end = words.len().min((some + 1) * AT_ONCE + RUN - 1);
        runs.extend(words[some * AT_ONCE..end].windows(RUN).map(hash));
    }
    runs.sort_unstable();
    runs.dedup();
    Some(runs)
}

/// The words of a text, as hashes. Where a script writes no spaces every letter is one.
fn words(text: &str, progress: &Progress<'_>) -> Option<Vec<u64>> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut word: Option<DefaultHasher> = None;
    let mut next_check = AT_ONCE;
    for (at, letter) in text.char_indices() {
        if at >= next_check {
            progress.check()?;
            next_check += AT_ONCE;
        }
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
    Some(words)
}

/// Han, Kana, Thai, Lao, Khmer.
fn writes_no_spaces(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Articles that copy one another, and are not one independent source yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The articles, by id.
    pub articles: Vec<ArticleId>,
    /// The least share by which an article of the group was found.
    pub share: f32,
}

/// The groups that `found` come to, without pairs that already share a source and those that
/// `are_different`; the largest share first.
pub fn groups(
    project: &Project,
    found: &[NearDuplicates],
    are_different: impl Fn(ArticleId, ArticleId) -> bool,
) -> Vec<Group> {
    let source =
        |id: ArticleId| project.articles.get(id).map_or("", |article| article.independent_source.trim());
    let one_voice = |a: ArticleId, b: ArticleId| {
        !source(a).is_empty() && source(a).to_lowercase() == source(b).to_lowercase()
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

    fn pairs_in(texts: &[&str]) -> Vec<(usize, usize, u32)> {
        let id = |n: usize| ArticleId(uuid::Uuid::from_u128(n as u128));
        let articles: Vec<_> = texts.iter().enumerate().map(|(n, text)| (id(n), Arc::from(*text))).collect();
        let number = |id: ArticleId| id.0.as_u128() as usize;
        let found = copies(&articles[..], &|_, _| true).unwrap();
        found
            .into_iter()
            .map(|copy| (number(copy.first), number(copy.second), (copy.share * 100.0) as u32))
            .collect()
    }

    #[test]
    fn runs_are_thinned_alike_in_every_article() {
        let mut signatures = Signatures { runs: vec![1, 2, 3, 4, 6, 8], ends: vec![3, 3, 6] };
        signatures.keep_multiples(2);
        assert_eq!((&*signatures.runs, &*signatures.ends), (&[2, 4, 6, 8][..], &[1, 1, 4][..]));
        signatures.keep_multiples(4);
        assert_eq!((&*signatures.runs, &*signatures.ends), (&[4, 8][..], &[0, 0, 2][..]));
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
        assert_eq!(pairs_in(&[REPORT, other, &cut]), [(0, 2, 100)]);
        assert_eq!(pairs_in(&[REPORT, &longer]), [(0, 1, 100)]);
        let half = format!("{} {other}", &REPORT[..REPORT.len() / 3]);
        assert_eq!(pairs_in(&[REPORT, &half]), [], "a quoted paragraph is no copy");
        assert_eq!(pairs_in(&["A soldier died.", "A soldier died."]), [], "too short to tell");
        let chinese = "三名士兵星期一在北部的一次袭击中丧生国防部说袭击发生在距离最近的城镇约一百公里的地方死者是一名工兵团的军官没有人声称对此负责";
        assert_eq!(pairs_in(&[chinese, chinese]), [(0, 1, 100)]);
    }

    #[test]
    fn nothing_is_found_once_it_is_cancelled() {
        assert_eq!(copies::<[_]>(&[], &|_, _| false), None);
    }

    /// Words that no other text has, as many as are asked for.
    fn noise(seed: usize, words: usize) -> String {
        let mut state = seed as u64 + 1;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        (0..words).map(|_| format!("w{} ", next())).collect()
    }

    #[test]
    fn a_huge_article_is_read_twice_at_most_and_asks_often_whether_to_go_on() {
        let huge: Arc<str> = format!("{} {REPORT} {}", noise(1, 150_000), noise(2, 150_000)).into();
        let id = |n: usize| ArticleId(uuid::Uuid::from_u128(n as u128));
        let mut articles = vec![(id(0), huge.clone())];
        // Each quotes a part of it, and one copies the report that stands in it.
        let quoting = |n: usize| format!("{} {}", &huge[n * 1000..n * 1000 + 900], noise(n + 3, 600));
        articles.extend((1..200).map(|n| (id(n), quoting(n).into())));
        articles.push((id(200), REPORT.into()));
        let asked = AtomicU64::new(0);
        let go_on = |_: u64, _: u64| asked.fetch_add(1, Ordering::Relaxed) < u64::MAX;
        let found = copies(&articles[..], &go_on).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].first, found[0].second), (id(0), id(200)));
        let asked = asked.into_inner();
        let of_the_huge_one = huge.len() / AT_ONCE;
        assert!(asked as usize > of_the_huge_one, "{asked}");
        assert!(
            (asked as usize) < 3 * of_the_huge_one + 200 * 4,
            "{asked}: its runs are made again and again"
        );
    }

    #[test]
    fn a_report_that_very_many_papers_print_is_found_in_all_of_them() {
        let papers: Vec<String> = (0..60).map(|n| format!("{REPORT} {}", noise(n, 12))).collect();
        let texts: Vec<&str> = papers.iter().map(String::as_str).collect();
        let mut seen: Vec<usize> = pairs_in(&texts).into_iter().flat_map(|(a, b, _)| [a, b]).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 60);
    }

    #[test]
    fn articles_that_have_one_voice_are_not_pointed_out() {
        let groups = |told: &str, different: bool| {
            let story = story(told);
            let id = |path: &str| ArticleId::for_path(story.project.id(), path);
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
        let sources = format!(
            "{articles}\n article a independent_source=AFP\n article b independent_source=afp\n article d independent_source=AP\n article e independent_source=AFP"
        );
        assert_eq!(groups(&sources, false), "bc de");
    }

    #[test]
    fn an_agency_is_one_that_all_name() {
        let agency = |texts: &[(&str, &str)]| agency_of(texts.iter().copied());
        assert_eq!(agency(&[("Agence France-Presse", ""), ("", "PARIS (AFP) - One")]), Some("AFP"));
        assert_eq!(agency(&[("", "GAPS, Reuters"), ("Reuters", "")]), Some("Reuters"));
        assert_eq!(agency(&[("", "GAPS"), ("AP", "")]), None);
    }
}
