//! Which token of the old text is which of the new one.
//!
//! Only tokens that can be told apart are aligned, as in patience diff (Bram Cohen, 2006): runs of tokens that
//! occur once in each text, first over the whole texts, so that a moved paragraph is found, then between two
//! neighbours that are aligned already. A token that two places claim is given to none of them.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::Token;

/// How many tokens in a row identify a place in a whole text.
const RUN: usize = 6;
/// How many do between two aligned neighbours.
const SHORT_RUN: usize = 3;
/// Up to so many tokens between two aligned neighbours, a single one does.
const SMALL_GAP: usize = 32;
/// Gaps longer than this are not looked into.
const MOST_TOKENS: usize = 20_000;

/// Tokens that are the same: so many from a place in the old text and from one in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Run {
    old: usize,
    new: usize,
    length: usize,
}

/// Which token of the old text is which of the new one.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    /// By token of the old text.
    pub to_new: Vec<Option<usize>>,
    /// By token of the new text.
    pub to_old: Vec<Option<usize>>,
}

impl Alignment {
    /// Aligns two texts.
    pub fn compute(old: &[Token], new: &[Token]) -> Self {
        let (mut old, mut new) = (keys(old), keys(new));
        let mut alignment = Self { to_new: vec![None; old.len()], to_old: vec![None; new.len()] };
        let (all_old, all_new) = (0..old.len(), 0..new.len());
        let contested = alignment.set(&runs::<RUN>(&old, &new, &all_old, &all_new));
        // Whose they are is not decided between their neighbours either: no key that anything else has.
        for (n, (at_old, at_new)) in (0..u32::MAX / 2).zip(contested) {
            (old[at_old], new[at_new]) = (u32::MAX - 2 * n, u32::MAX - 2 * n - 1);
        }
        // The texts begin and end together.
        alignment.set(&[
            Run { old: 0, new: 0, length: 1 },
            Run { old: old.len() - 1, new: new.len() - 1, length: 1 },
        ]);
        alignment.fill_gaps::<SHORT_RUN>(&old, &new, MOST_TOKENS);
        alignment.fill_gaps::<1>(&old, &new, SMALL_GAP);
        alignment
    }

    /// Aligns the tokens of these runs. Those that two runs claim are aligned with nothing, and given back.
    fn set(&mut self, runs: &[Run]) -> Vec<(usize, usize)> {
        let mut contested = Vec::new();
        for run in runs {
            for n in 0..run.length {
                let (old, new) = (run.old + n, run.new + n);
                let known = (self.to_new[old], self.to_old[new]);
                if known == (None, None) {
                    (self.to_new[old], self.to_old[new]) = (Some(new), Some(old));
                } else if known != (Some(new), Some(old)) {
                    contested.push((old, new));
                }
            }
        }
        let mut all = contested.clone();
        for (old, new) in contested {
            if let Some(other) = self.to_new[old].take() {
                self.to_old[other] = None;
                all.push((old, other));
            }
            if let Some(other) = self.to_old[new].take() {
                self.to_new[other] = None;
                all.push((other, new));
            }
        }
        all
    }

    /// Looks for shorter runs between neighbours that are aligned.
    fn fill_gaps<const N: usize>(&mut self, old: &[u32], new: &[u32], most: usize) {
        let aligned: Vec<(usize, usize)> =
            self.to_new.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).collect();
        let mut found = Vec::new();
        for pair in aligned.windows(2) {
            let [(before_old, before_new), (after_old, after_new)] = [pair[0], pair[1]];
            if before_new >= after_new {
                continue;
            }
            let (in_old, in_new) = (before_old + 1..after_old, before_new + 1..after_new);
            if in_old.is_empty() || in_old.len() > most || in_new.len() > most {
                continue;
            }
            // What the gap holds in the new text must be new: nothing from elsewhere has been moved into it.
            if self.to_old[in_new.clone()].iter().any(Option::is_some) {
                continue;
            }
            found.extend(in_order(runs::<N>(old, new, &in_old, &in_new)));
        }
        self.set(&found);
    }
}

fn keys(tokens: &[Token]) -> Vec<u32> {
    tokens.iter().map(|token| token.key).collect()
}

/// The runs of at least `N` tokens that occur once in each range, as long as they can be made.
fn runs<const N: usize>(old: &[u32], new: &[u32], in_old: &Range<usize>, in_new: &Range<usize>) -> Vec<Run> {
    let in_new_once = once::<N>(new, in_new);
    let mut unique: Vec<(usize, usize)> = once::<N>(old, in_old)
        .into_iter()
        .filter_map(|(run, place)| Some((place?, (*in_new_once.get(&run)?)?)))
        .collect();
    unique.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    // The last run on each diagonal, so that a run is made longer only once.
    let mut reached: HashMap<isize, usize> = HashMap::new();
    for (at_old, at_new) in unique {
        let diagonal = at_new.cast_signed() - at_old.cast_signed();
        if reached.get(&diagonal).is_some_and(|end| at_old < *end) {
            continue;
        }
        let room_before = (at_old - in_old.start).min(at_new - in_new.start);
        let before = (1..=room_before).take_while(|n| old[at_old - n] == new[at_new - n]).count();
        let room_after = (in_old.end - at_old).min(in_new.end - at_new);
        let after = (N..room_after).take_while(|n| old[at_old + n] == new[at_new + n]).count();
        reached.insert(diagonal, at_old + N + after);
        runs.push(Run { old: at_old - before, new: at_new - before, length: before + N + after });
    }
    runs
}

/// Where each sequence of `N` tokens begins; `None` if there are several such places.
fn once<const N: usize>(keys: &[u32], range: &Range<usize>) -> HashMap<[u32; N], Option<usize>> {
    let mut places = HashMap::new();
    for (n, window) in keys[range.clone()].windows(N).enumerate() {
        let Ok(window) = <[u32; N]>::try_from(window) else { continue };
        places.entry(window).and_modify(|place| *place = None).or_insert(Some(range.start + n));
    }
    places
}

/// The runs without those that cross one at least as long.
fn in_order(mut runs: Vec<Run>) -> Vec<Run> {
    /// With more runs than this, order says nothing.
    const MOST: usize = 2_000;
    runs.sort_unstable();
    if runs.windows(2).all(|pair| pair[0].new <= pair[1].new) {
        return runs;
    }
    if runs.len() > MOST {
        return Vec::new();
    }
    let crosses = |a: &Run, b: &Run| (a.old < b.old) != (a.new < b.new);
    let stays = |run: &Run| !runs.iter().any(|other| crosses(run, other) && other.length >= run.length);
    runs.iter().copied().filter(stays).collect()
}
