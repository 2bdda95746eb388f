//! Phrases that tell what kind of number stands beside them.

use std::sync::LazyLock;

use super::date::dates_in;
use super::phrases::{Found, Phrases};
use super::token::{Tokens, is_soft};

/// What a phrase tells about the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// A running total: "brings the number … to", "porte à 10 le nombre".
    RunningTotal,
    /// From when a total counts: "since 2013". The range holds the date too.
    Since,
    /// Up to now: "to date", "so far", "à ce jour".
    ToDate,
    /// All together: "in total", "au total".
    InTotal,
    /// People who are no casualties: "deployed", "stationed", "-strong", "contingent".
    Strength,
    /// Hurt first, dead later: "succumbed to his injuries", "des suites de ses blessures".
    DiedOfWounds,
    /// Some of the people just named: "including", "dont", "of whom".
    Part,
    /// A definition: only deaths by hostile action. "in combat", "killed in action", "au combat".
    InCombat,
    /// A definition: deaths from whatever cause. "all causes", "including accidents".
    AllCauses,
    /// A definition: the French state's recognition, "mort pour la France".
    MortPourLaFrance,
}

static PHRASES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new([
        ("to date|so far|until now|up to now|à ce jour|jusqu'ici|jusqu'à présent|حتى الآن", Cue::ToDate),
        ("in total|a total of|altogether|in all|au total|en tout|un total de|بالمجموع", Cue::InTotal),
        (
            "deployed|stationed|based in|garrisoned|contingent|contingents|strong|troop numbers|contributed|contributes|troops|force of|\
             tasked with|active fighters|membership|manpower|in its ranks|redeployed|reinforcements|\
             déployé|déployés|déployée|déployées|stationné|stationnés|stationnées|basés|effectif|effectifs|mobilisés|engagés au sein|compte dans ses rangs|\
             انتشار|منتشرين|قوة قوامها",
            Cue::Strength,
        ),
        (
            "succumbed to|succumbed|died of wounds|died of his wounds|died of her wounds|died of their wounds|died from wounds|died from his wounds|\
             died from her wounds|died of injuries|died of his injuries|died of her injuries|died of their injuries|died from injuries|died from his injuries|\
             died from her injuries|died later of|later died|died later|des suites de ses blessures|des suites de leurs blessures|de ses blessures|\
             succombé|succombe|succombent|متأثرا بجراحه",
            Cue::DiedOfWounds,
        ),
        (
            "including|among them|of whom|of them|among whom|dont|parmi eux|parmi lesquels|d'entre eux|بينهم|من بينهم",
            Cue::Part,
        ),
        (
            "all causes|whatever the cause|from all causes|all causes combined|including accidents|including accidental deaths|combat and accidents|\
             toutes causes|toutes causes confondues|y compris les accidents|accidents compris",
            Cue::AllCauses,
        ),
        (
            "in combat|killed in action|died in action|in action|by hostile action|by enemy fire|in fighting|au combat|en opération de combat|par le feu ennemi|action de feu|في القتال",
            Cue::InCombat,
        ),
        (
            "mort pour la France|morts pour la France|morte pour la France|mortes pour la France|died for France",
            Cue::MortPourLaFrance,
        ),
    ])
});

/// Every such phrase in `text`, in order of where it begins. Those of different kinds may overlap:
/// "brings the number killed in action since 2013" is a running total, in combat, since 2013.
pub fn cues(text: &str) -> Vec<Found<Cue>> {
    let tokens = Tokens::of(text);
    let mut found = PHRASES.all(&tokens);
    found.retain(|f| f.value != Cue::Strength || !is_adjective_strong(&tokens, f));
    found.extend(running_totals(&tokens));
    found.extend(since(&tokens));
    found.sort_by_key(|f| (f.range.start, f.range.end));
    found
}

/// "Strong" is a strength only after a number: "4,500-strong", not "strong emotions".
fn is_adjective_strong(tokens: &Tokens<'_>, found: &Found<Cue>) -> bool {
    let at = tokens.list.partition_point(|t| t.range.start < found.range.start);
    tokens.word(at) == "strong" && !(at > 0 && tokens.list[at - 1].is_digits() && tokens.joined(at - 1))
}

const RAISES: &[&str] = &[
    "brings", "bringing", "brought", "bring", "raises", "raising", "raised", "raise", "takes", "taking",
    "took", "pushes", "pushing", "pushed", "lifts", "porte", "portant", "portent", "portait", "eleve",
    "elevant",
];
const NUMBER: &[&str] =
    &["number", "toll", "total", "count", "tally", "nombre", "bilan", "losses", "deaths", "pertes"];

/// "brings the number of …", "raises its death toll", "porte à 10 le nombre".
fn running_totals(tokens: &Tokens<'_>) -> Vec<Found<Cue>> {
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        if !tokens.is(i, RAISES) {
            continue;
        }
        let mut last = i;
        while last < i + 6 && last + 1 < tokens.len() && is_soft(tokens.gap(last)) {
            last += 1;
            if tokens.is(last, NUMBER) {
                found.push(Found { range: tokens.span(i, last), value: Cue::RunningTotal });
                break;
            }
        }
    }
    found
}

/// "since 2013", "depuis janvier 2013", "since the beginning of the operation".
fn since(tokens: &Tokens<'_>) -> Vec<Found<Cue>> {
    let dates = dates_in(tokens);
    let mut found = Vec::new();
    for i in (0..tokens.len()).filter(|i| tokens.is(*i, &["since", "depuis", "منذ"])) {
        let start = tokens.list[i].range.start;
        let next = tokens.is(i + 1, &["the", "le", "la"]) as usize + i + 1;
        let date =
            tokens.list.get(next).and_then(|t| dates.iter().find(|d| d.as_written.start == t.range.start));
        let beginning = tokens.is(next, &["beginning", "start", "launch", "outset", "debut", "lancement"]);
        let end = match (date, beginning) {
            (Some(date), _) => date.as_written.end,
            (None, true) => tokens.list[next].range.end,
            _ => continue,
        };
        found.push(Found { range: start..end, value: Cue::Since });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_by_their_words() {
        use Cue::{
            AllCauses, DiedOfWounds, InCombat, InTotal, MortPourLaFrance, Part, RunningTotal, Since,
            Strength, ToDate,
        };
        for (text, expected) in [
            (
                "Monday's deaths bring the number of French soldiers killed in combat since 2013 to 38",
                vec![("bring the number", RunningTotal), ("in combat", InCombat), ("since 2013", Since)],
            ),
            (
                "This raises the number of dead this month to three.",
                vec![("raises the number", RunningTotal)],
            ),
            ("ce qui porte à 10 le nombre de morts", vec![("porte à 10 le nombre", RunningTotal)]),
            ("two have been wounded to date", vec![("to date", ToDate)]),
            ("52 morts au total", vec![("au total", InTotal)]),
            ("Around 600 soldiers are deployed", vec![("deployed", Strength)]),
            ("a 4,500-strong force", vec![("strong", Strength)]),
            ("strong emotions", vec![]),
            ("quickly succumbed to his injuries", vec![("succumbed to", DiedOfWounds)]),
            ("décédé des suites de ses blessures", vec![("des suites de ses blessures", DiedOfWounds)]),
            ("58, including accidents", vec![("including accidents", AllCauses)]),
            ("two soldiers, including a woman", vec![("including", Part)]),
            ("déclaré mort pour la France", vec![("mort pour la France", MortPourLaFrance)]),
            ("depuis le début de l'opération", vec![("depuis le début", Since)]),
            ("She brings flowers.", vec![]),
        ] {
            let found: Vec<_> = cues(text).into_iter().map(|f| (&text[f.range], f.value)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
