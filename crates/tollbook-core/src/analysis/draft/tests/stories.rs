//! Fields that depend on one another, and on what was marked before.

use super::*;

const TWO_BLASTS: &str = "On January 2, two soldiers of the 2nd Hussar Regiment were killed in Mali. \
    Five days earlier, three soldiers were killed by a mine.";

fn bracketed(text: &str, words: &str) -> String {
    text.replacen(words, &format!("[{words}]"), 1)
}

#[test]
fn five_days_earlier_counts_from_the_incident_marked_before() {
    let mut desk = Desk::new("2021-09-24");
    let second = bracketed(TWO_BLASTS, "three soldiers were killed");
    let alone = desk.draft(&second, Mark::Killed);
    assert_eq!(
        (alone.date, alone.date_as_written.as_str()),
        (None, "Five days earlier"),
        "nothing to count from"
    );

    let first = desk
        .mark(&bracketed(TWO_BLASTS, "two soldiers of the 2nd Hussar Regiment were killed"), Mark::Killed);
    let claim = desk.draft(&second, Mark::Killed);
    assert_eq!(claim.date.map(|date| date.to_string()).as_deref(), Some("2020-12-28"));
    assert_eq!(claim.date_basis, Some(DateBasis::Incident));
    assert_eq!((claim.date_incident, claim.date_offset_days), (Some(first), Some(-5)));
    assert_eq!(desk.operations(&claim), "Barkhane", "the only operation there and then");
}

#[test]
fn five_days_earlier_counts_from_no_incident_past_another_day() {
    let text = "A soldier was killed on Friday. On January 2, a bomb went off. Five days earlier, three soldiers died.";
    let mut desk = Desk::new("2021-09-24");
    desk.mark(&bracketed(text, "A soldier was killed"), Mark::Killed);
    let claim = desk.draft(&bracketed(text, "three soldiers died"), Mark::Killed);
    assert_eq!(claim.date, None);
}

#[test]
fn those_who_were_hurt_beside_the_dead_share_their_day_and_place() {
    let text = "A French soldier was killed in Mali on Monday by a mine. Two others were wounded.";
    let desk = Desk::new("2021-09-24");
    let claim = desk.draft(&bracketed(text, "Two others were wounded"), Mark::Wounded);
    assert_eq!(claim.date.map(|date| date.to_string()).as_deref(), Some("2021-09-20"));
    assert_eq!((claim.country.as_str(), desk.entry(claim.side)), ("Mali", "French forces"));
    assert_eq!(claim.hostile, claim.cause.and(Some(Hostile::Yes)));
}

#[test]
fn hurt_then_died_keeps_both_days() {
    let desk = Desk::new("2015-11-27");
    let claim = desk.draft(
        "[The commando wounded in Mali on 13 October died] on Thursday of his injuries.",
        Mark::Killed,
    );
    assert_eq!(claim.date.map(|date| date.to_string()).as_deref(), Some("2015-10-13"));
    assert_eq!(claim.death_date.map(|day| day.to_string()).as_deref(), Some("2015-11-26"));
    assert!(claim.died_of_wounds);

    let desk = Desk::new("2020-05-02");
    let claim = desk
        .draft("[A brigadier died] on Friday, eight days after he had been struck by a bomb.", Mark::Killed);
    assert_eq!(claim.date.map(|date| date.to_string()).as_deref(), Some("2020-04-23"));
    assert_eq!(claim.death_date.map(|day| day.to_string()).as_deref(), Some("2020-05-01"));

    let claim = desk.draft("[A soldier was killed] and two were wounded on Friday.", Mark::Killed);
    assert_eq!((claim.died_of_wounds, claim.death_date), (false, None));
}

#[test]
fn outcomes_and_who_says_so() {
    let desk = Desk::new("2020-02-03");
    let part = desk.draft("At Pau the mood was sombre after [the loss of seven comrades].", Mark::Part);
    assert_eq!((part.kind, part.outcome), (Kind::Part, Some(Outcome::Killed)));
    let total =
        desk.draft("One man was killed and [two have been wounded] in Operation Chammal.", Mark::Total);
    assert_eq!(total.outcome, Some(Outcome::Wounded));
    let strength =
        desk.draft("[600 soldiers] were near the place where a soldier was killed.", Mark::Strength);
    assert_eq!((strength.outcome, strength.victims.as_str()), (None, ""));

    let claim =
        desk.draft("[Sergeant Luc Roche of the 7th Battalion was killed], the ministry said.", Mark::Killed);
    assert_eq!(claim.attribution, "the ministry");
    assert_eq!(claim.victims, "Sergeant Luc Roche of the 7th Battalion");
    assert_eq!(claim.status, ClaimStatus::Asserted);
    let claim = desk.draft("The army denied that [six soldiers had died].", Mark::Killed);
    assert_eq!(claim.status, ClaimStatus::Denied);
}

#[test]
fn another_countrys_desk_has_its_own_side() {
    let mut desk = Desk::new("2020-02-03");
    let own = desk.project.recorded_side().unwrap();
    let before = desk.project.clone();
    let mut edit = Draft::new(&before, &mut desk.stamp);
    edit.update::<ListEntry>(own, |entry| entry.value = "US forces".to_owned());
    desk.project.apply(&edit.finish("Rename").unwrap()).unwrap();
    let side = |text: &str| desk.draft(text, Mark::Killed).side;
    assert_eq!(side("[Two American soldiers were killed]."), Some(own));
    assert_eq!(desk.entry(side("[Two French soldiers were killed].")), "Allied, host and other forces");
}
