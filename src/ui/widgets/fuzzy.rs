//! Finding a name by some of its letters.

/// How well a name fits what was typed; more is better.
pub type Score = i32;

/// How well `name` fits `typed`, and which of its characters were found; `None` if it does not.
///
/// Each word of `typed` must have its letters in the name, in their order. Letters that begin a word
/// and letters that stand together count most.
pub fn find(name: &str, typed: &str) -> Option<(Score, Vec<usize>)> {
    let name: Vec<char> = name.chars().map(simple).collect();
    let (mut score, mut places) = (0, Vec::new());
    for word in typed.split_whitespace() {
        let wanted: Vec<char> = word.chars().map(simple).collect();
        let (one, at) = place(&name, &wanted)?;
        score += one;
        places.extend(at);
    }
    places.sort_unstable();
    places.dedup();
    // Of names that fit alike the shorter.
    Some((score * 8 - i32::try_from(name.len()).unwrap_or(i32::MAX).min(200) / 8, places))
}

fn simple(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The best way to find the letters of `wanted`, in their order, in `name`.
fn place(name: &[char], wanted: &[char]) -> Option<(Score, Vec<usize>)> {
    // best[at]: the best way so far that ends with the last letter at `at`.
    let mut best: Vec<Option<(Score, Vec<usize>)>> = Vec::new();
    for (n, letter) in wanted.iter().enumerate() {
        let mut next = vec![None; name.len()];
        for at in (0..name.len()).filter(|at| name[*at] == *letter) {
            let begins = at == 0 || !name[at - 1].is_alphanumeric();
            let own = if at == 0 {
                10
            } else if begins {
                8
            } else {
                1
            };
            if n == 0 {
                next[at] = Some((own, vec![at]));
                continue;
            }
            let before = best[..at].iter().enumerate().filter_map(|(from, way)| {
                let (score, places) = way.as_ref()?;
                let gap = i32::try_from(at - from - 1).unwrap_or(i32::MAX).min(3);
                Some((score + if gap == 0 { 6 } else { -gap }, places))
            });
            next[at] = before.max_by_key(|(score, _)| *score).map(|(score, places)| {
                let places = places.iter().copied().chain([at]).collect();
                (score + own, places)
            });
        }
        best = next;
    }
    best.into_iter().flatten().max_by_key(|(score, places)| (*score, std::cmp::Reverse(places.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that fit, the best first.
    fn ranked<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
        let mut found: Vec<_> = names.iter().filter_map(|name| Some((find(name, typed)?.0, *name))).collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn word_starts_and_runs_come_first() {
        let names = ["Keep it long, lad", "Mark killed", "Next unread", "Read, next unread", "Mark with…"];
        assert_eq!(ranked("kill", &names)[0], "Mark killed");
        assert_eq!(ranked("mk", &names), ["Mark killed", "Mark with…"]);
        assert_eq!(ranked("MW", &names), ["Mark with…"]);
        assert_eq!(ranked("rnu", &names), ["Read, next unread"]);
        assert_eq!(ranked("killed mark", &names), ["Mark killed"], "words in any order");
        assert_eq!(ranked("nu", &names)[0], "Next unread");
        assert!(ranked("xq", &names).is_empty());
        assert_eq!(ranked("", &names).len(), names.len());
    }

    #[test]
    fn the_letters_found_are_told() {
        assert_eq!(find("Mark killed", "mkill").unwrap().1, [0, 5, 6, 7, 8]);
        assert_eq!(find("Élysée", "éé").unwrap().1, [0, 4]);
    }
}
