//! Each field by itself, in tables.

use super::*;

#[test]
fn counts() {
    let exactly = Figures::exactly;
    let between = |low, high| Figures { low: Some(low), best: None, high: Some(high) };
    for (text, mark, words, figures) in [
        ("[thirteen French soldiers were killed] in the valley.", Mark::Killed, "thirteen", exactly(13)),
        ("[Treize militaires français ont été tués] lundi.", Mark::Killed, "Treize", exactly(13)),
        ("[A soldier was hurt] near the well.", Mark::Wounded, "A soldier", exactly(1)),
        ("[Two other soldiers were hurt].", Mark::Wounded, "Two other", exactly(2)),
        ("[At least six soldiers were wounded].", Mark::Wounded, "At least six", Figures::at_least(6)),
        ("In all, [6-8 soldiers were killed].", Mark::Killed, "6-8", between(6, 8)),
        (
            "[A Malian army officer said there were 300 to 400 active fighters].",
            Mark::Strength,
            "300 to 400",
            between(300, 400),
        ),
        ("[A colonel leads a force of 300 men].", Mark::Strength, "300", exactly(300)),
        ("The troops left after [Roche killing].", Mark::Killed, "Roche", exactly(1)),
        ("The troops left after [Roche’s killing].", Mark::Killed, "Roche", exactly(1)),
        ("The group has [400 to 500 fighters].", Mark::Strength, "400 to 500", between(400, 500)),
        (
            "It said that [other members of the patrol were injured].",
            Mark::Wounded,
            "other members",
            Figures::at_least(2),
        ),
        ("[Dozens of civilians were killed].", Mark::Killed, "Dozens", Figures::at_least(24)),
        ("On Friday [Sergeant Ana Roche was killed] at dawn.", Mark::Killed, "Sergeant", exactly(1)),
        ("France learned of [the death of Sergeant Luc Roche].", Mark::Killed, "Sergeant", exactly(1)),
        ("[His death] was announced at noon.", Mark::Killed, "His", exactly(1)),
        ("[Friday's deaths] were the first.", Mark::Killed, "deaths", Figures::at_least(2)),
        (
            "Two men died, [one in a car accident] and the other during a drill.",
            Mark::Killed,
            "one",
            exactly(1),
        ),
        (
            "Two men died, one in a car accident and [the other during a drill].",
            Mark::Killed,
            "the other",
            exactly(1),
        ),
        (
            "It [brings the number of soldiers killed since 2013 from 37 to 38].",
            Mark::Total,
            "38",
            exactly(38),
        ),
        (
            "[This raises the number of soldiers killed] this month to three.",
            Mark::Total,
            "three",
            exactly(3),
        ),
        ("He is [the 53rd French soldier killed] there.", Mark::Total, "53rd", exactly(53)),
        ("Un accident [porte à seize le nombre des militaires tués].", Mark::Total, "seize", exactly(16)),
        ("[A gunner of the 7th Battalion was killed] in 2019.", Mark::Killed, "A gunner", exactly(1)),
        ("[Four of the six kidnappers died] in the raid.", Mark::Killed, "Four", exactly(4)),
        ("Two soldiers, [one of them a woman], were killed.", Mark::Part, "a woman", exactly(1)),
        ("[Two soldiers, one of them a woman, were killed].", Mark::Killed, "Two", exactly(2)),
        ("In a fight, [seven] of the soldiers were wounded.", Mark::Wounded, "seven", exactly(7)),
        ("It keeps a [4,500-strong] force there.", Mark::Strength, "4,500", exactly(4500)),
        ("مقتل [خمسة جنود] في كمين.", Mark::Killed, "خمسة", exactly(5)),
        ("[No one was killed], the army said.", Mark::Killed, "", Figures::BLANK),
    ] {
        let claim = Desk::new("2020-02-03").draft(text, mark);
        assert_eq!((claim.count_as_written.as_str(), claim.count), (words, figures), "{text}");
    }
}

#[test]
fn dates() {
    // 2023-08-29 was a Tuesday.
    for (text, expected) in [
        (
            "[A soldier was killed] on Monday, according to a statement of the palace on Tuesday.",
            "2023-08-28 article",
        ),
        ("[A soldier was killed] on 3 March 2021.", "2021-03-03 stated"),
        ("[Two soldiers were killed] in Iraq in August, the army said.", "2023-08 article"),
        ("On January 2, [two soldiers were killed] near the well.", "2023-01-02 article"),
        ("The minister said yesterday that [two soldiers were killed].", ""),
        ("A source reported on Monday evening that [two soldiers were hurt].", ""),
        ("[Two soldiers were killed] in the valley.", ""),
        ("[Sunday's deaths] bring the toll since 2013 to 38.", "2023-08-27 article"),
        ("[Un soldat a été tué] lundi, a annoncé mardi le ministère.", "2023-08-28 article"),
        ("DAKAR, Aug 29 (Agency) - [Two soldiers were killed] in the valley.", ""),
        ("It was the worst loss since an attack 36 years ago when [58 soldiers died].", "1987 article"),
        ("Corporal Roche received a medal in June. [Corporal Roche] was a diver.", ""),
        ("[Corporal Luc Roche] received a medal in June.", ""),
        ("A week ago, on August 22, [two soldiers were killed].", "2023-08-22 article"),
        ("أعلن القصر [مقتل جندي] أمس الاثنين.", "2023-08-28 article"),
    ] {
        let claim = Desk::new("2023-08-29").draft(text, Mark::Killed);
        let date =
            claim.date.map(|date| format!("{date} {}", claim.date_basis.map_or("", DateBasis::as_str)));
        assert_eq!(date.unwrap_or_default(), expected, "{text}: {:?}", claim.date_as_written);
    }
    let undated = Desk::new("").draft("[A soldier was killed] on Monday.", Mark::Killed);
    assert_eq!(
        (undated.date, undated.date_as_written.as_str()),
        (None, "Monday"),
        "never the article's date"
    );
}

#[test]
fn a_month_ends_with_the_article() {
    let claim = Desk::new("2023-08-29").draft("[Two soldiers were killed] in August.", Mark::Killed);
    assert_eq!(claim.date.map(|date| date.last().to_string()).as_deref(), Some("2023-08-29"));
}

#[test]
fn sides() {
    for (text, mark, side) in [
        ("[Two French soldiers were killed].", Mark::Killed, "French forces"),
        ("[Deux soldats français ont été tués].", Mark::Killed, "French forces"),
        (
            "[Three members of the Iraqi counter-terrorism unit were hurt].",
            Mark::Wounded,
            "Allied, host and other forces",
        ),
        ("[Ten Islamist militants were killed].", Mark::Killed, "Armed groups"),
        ("[Six villagers were killed].", Mark::Killed, "Civilians"),
        ("[Two civilians were killed] by French soldiers.", Mark::Killed, "Civilians"),
        ("[A soldier was killed] beside the well.", Mark::Killed, ""),
        ("French troops left. [A soldier was killed] on the road.", Mark::Killed, "French forces"),
        ("[Two hussars were killed].", Mark::Killed, "French forces"),
        ("[Three soldiers of the Barkhane force died].", Mark::Killed, "French forces"),
        (
            "The French patrol was advising a Malian unit when [a gunner was killed].",
            Mark::Killed,
            "French forces",
        ),
        ("A French soldier was killed and [six others were wounded].", Mark::Wounded, "French forces"),
        ("Two French soldiers, [one of them a woman], were killed.", Mark::Part, "French forces"),
        ("France keeps [1,200 soldiers] near the Iraqi border.", Mark::Strength, "French forces"),
        ("[24 people were killed] in the market.", Mark::Killed, ""),
        (
            "[A Malian army officer said there were 300 to 400 active fighters].",
            Mark::Strength,
            "Armed groups",
        ),
        ("US troops left after [Ali Haddad killing].", Mark::Killed, ""),
        (
            "The talks stopped after [the killing of Ali Haddad].\n\nPrices rose.\n\nAli Haddad, leader of Jordan’s \
             foreign military operations, was hit in Basra.",
            Mark::Killed,
            "Allied, host and other forces",
        ),
        (
            "The talks stopped after [the killing of Ali Haddad].\n\nAli Haddad, 40, was in Basra.",
            Mark::Killed,
            "",
        ),
        ("[مقتل جندي فرنسي] في العراق.", Mark::Killed, "French forces"),
    ] {
        let desk = Desk::new("2020-02-03");
        let claim = desk.draft(text, mark);
        assert_eq!(desk.entry(claim.side), side, "{text}");
    }
}

#[test]
fn a_strength_is_somewhere_at_some_time() {
    for (text, expected) in [
        (
            "An officer confirmed in March that the group still had [300 to 400 fighters in Mali].",
            "2023-03 Mali",
        ),
        ("In March, France had [600 soldiers] in Mali.", "2023-03 Mali"),
        ("It has [about 160 troops stationed in Iraq who were sent there in 2014].", "Iraq"),
        ("[Around 600 soldiers] are part of Chammal, the French share of a coalition begun in 2014.", ""),
        ("They left Niger. [Around 600 soldiers] are in the region.", ""),
        ("[Around 600 soldiers] serve there, a share of the fight in Mali.", ""),
        ("The group has [600 fighters] in Mali and Niger.", ""),
        ("It sent home [600 soldiers] between March 2023 and May 2023.", ""),
    ] {
        let claim = Desk::new("2023-08-29").draft(text, Mark::Strength);
        let date = claim.date.map(|date| format!("{date} ")).unwrap_or_default();
        assert_eq!(format!("{date}{}", claim.country), expected, "{text}");
    }
}

#[test]
fn nobody_is_a_survivor_of_whom_there_were_none() {
    let desk = Desk::new("2019-11-27");
    let claim = desk.draft("Two aircraft hit the ground. [There were no survivors].", Mark::Killed);
    assert_eq!((claim.victims.as_str(), claim.count), ("", Figures::BLANK));
    let claim = desk.draft("[Two survivors died] on the way.", Mark::Killed);
    assert_eq!((claim.victims.as_str(), claim.count), ("survivors", Figures::exactly(2)));
}

#[test]
fn a_side_is_found_under_its_new_name() {
    let mut desk = Desk::new("2020-02-03");
    let armed = desk.project.entry(List::Side, "Armed groups").unwrap();
    let before = desk.project.clone();
    let mut edit = Draft::new(&before, &mut desk.stamp);
    edit.update::<ListEntry>(armed, |entry| entry.value = "Katibas".to_owned());
    desk.project.apply(&edit.finish("Rename").unwrap()).unwrap();
    let claim = desk.draft("[Ten militants were killed].", Mark::Killed);
    assert_eq!(desk.entry(claim.side), "Katibas");
}

#[test]
fn operations() {
    let away = "\n\nThe soldiers serve in Operation Barkhane.";
    for (text, mark, expected) in [
        ("[A French soldier of the Barkhane force was killed] in Mali.", Mark::Killed, "Barkhane stated"),
        (
            "[A French soldier was killed] in Mali.\n\nThe soldiers serve in Operation BARKHANE.",
            Mark::Killed,
            "Barkhane inferred",
        ),
        ("[A French soldier was killed] in Mali on Monday.", Mark::Killed, "Barkhane inferred"),
        (
            "[A French soldier was killed] in Mali in March 2013. Barkhane came later.",
            Mark::Killed,
            "Serval inferred",
        ),
        ("[A French soldier was killed] in Beirut in 1983.\n\nBarkhane goes on.", Mark::Killed, ""),
        (
            "[An Iranian general was killed] in Baghdad on Monday.\n\nFrench troops are there under Operation Chammal.",
            Mark::Killed,
            "",
        ),
        ("[58 French soldiers died] in an attack.\n\nBarkhane goes on.", Mark::Background, ""),
        (
            "[5,000 French soldiers] are in the region.\n\nBarkhane goes on.",
            Mark::Strength,
            "Barkhane inferred",
        ),
        ("[5,000 US soldiers] are in the region.\n\nBarkhane goes on.", Mark::Strength, ""),
        ("[5,000 French soldiers] are in Iraq.\n\nBarkhane goes on.", Mark::Strength, ""),
        ("Around [600 French soldiers] serve in Operation Chammal.", Mark::Strength, "Chammal inferred"),
        (
            "This [brings to 52 the number of French soldiers killed in Serval and then Barkhane].",
            Mark::Total,
            "Serval;Barkhane stated",
        ),
        ("قُتل [جندي فرنسي] في شمال العراق.", Mark::Strength, ""),
        ("يشارك [600 جندي فرنسي] في عملية «شمال».", Mark::Strength, "Chammal inferred"),
    ] {
        let desk = Desk::new("2020-02-03");
        let claim = desk.draft(text, mark);
        let basis = claim.operations_basis.map_or("", OperationBasis::as_str);
        assert_eq!(format!("{} {basis}", desk.operations(&claim)).trim(), expected, "{text}");
    }
    let desk = Desk::new("");
    let claim = desk.draft(&format!("[A French soldier was killed] on Monday.{away}"), Mark::Killed);
    assert_eq!(desk.operations(&claim), "Barkhane", "an undated article names it all the same");
}

#[test]
fn causes_and_enemies() {
    for (text, cause, hostile) in [
        ("[A soldier was killed] in an ambush.", "ambush", Some(Hostile::Yes)),
        (
            "[Two soldiers were killed] by an improvised explosive device.",
            "improvised explosive device",
            Some(Hostile::Yes),
        ),
        ("[A soldier was killed] in a car accident on the road.", "vehicle accident", Some(Hostile::No)),
        ("[Un soldat est mort] dans un accident de la route.", "vehicle accident", Some(Hostile::No)),
        (
            "[Two soldiers died], one in a car accident and the other in a training accident.",
            "",
            Some(Hostile::No),
        ),
        ("[A soldier was killed] in action.", "", Some(Hostile::Yes)),
        ("[A soldier died] on Friday.", "", None),
        ("[A gunner of the 68th Artillery Regiment was killed].", "", None),
        (
            "[The general's death] was followed by missile strikes and rocket attacks all over the country.",
            "",
            None,
        ),
    ] {
        let desk = Desk::new("2020-02-03");
        let claim = desk.draft(text, Mark::Killed);
        assert_eq!((desk.entry(claim.cause), claim.hostile), (cause, hostile), "{text}");
    }
}

#[test]
fn places() {
    for (text, country, place) in [
        ("[A soldier was killed] in northern Mali.", "Mali", ""),
        ("[A soldier was killed] at Gao on Friday.", "Mali", "Gao"),
        ("[A soldier was killed] in the Gossi region near the border with Niger.", "Mali", "Gossi"),
        ("[Un soldat a été tué] au nord de Kidal.", "Mali", "Kidal"),
        ("A source in Kirkuk said that [two soldiers died].", "", ""),
        ("They were in Iraq. [Two soldiers died] there.", "Iraq", ""),
        ("[58 soldiers died] in an attack in Beirut.", "Lebanon", "Beirut"),
        ("[A soldier was killed], the minister said in Paris.", "", ""),
        (
            "At the base near Pau in southwestern France they mourned [seven soldiers killed] on Monday.",
            "",
            "",
        ),
        ("Near Pau in southwestern France colleagues mourned [the loss of seven comrades].", "", ""),
        ("Near Gao in northern Mali colleagues mourned [the loss of seven comrades].", "Mali", "Gao"),
    ] {
        let claim = Desk::new("2020-02-03").draft(text, Mark::Killed);
        assert_eq!((claim.country.as_str(), claim.place.as_str()), (country, place), "{text}");
    }
}

#[test]
fn scopes() {
    for (text, areas, countries, from, definition) in [
        (
            "It [brings the number of French soldiers killed in combat in the Sahel since 2013 to 38].",
            "Sahel",
            "",
            "2013-01-01",
            "in combat",
        ),
        (
            "A man died in Iraq. This [raises the number of soldiers killed in the country this month to three].",
            "",
            "Iraq",
            "2023-08-01",
            "not stated",
        ),
        (
            "[Six soldiers have died in Mali] since the start of Operation Serval.",
            "",
            "Mali",
            "2013-01-11",
            "not stated",
        ),
        ("The staff lists [55 dead from all causes] in the Sahel.", "Sahel", "", "", "all causes"),
        (
            "[One paratrooper was killed and two were wounded in Operation Chammal to date].",
            "",
            "",
            "",
            "not stated",
        ),
    ] {
        let desk = Desk::new("2023-08-29");
        let claim = desk.draft(text, Mark::Total);
        let named: Vec<&str> = claim.scope_areas.iter().map(|id| desk.entry(Some(*id))).collect();
        let since = claim.scope_from.map_or(String::new(), |day| day.to_string());
        let drafted = (
            named.join(";"),
            claim.scope_countries.join(";"),
            since,
            desk.entry(claim.definition).to_owned(),
        );
        assert_eq!(
            drafted,
            (areas.to_owned(), countries.to_owned(), from.to_owned(), definition.to_owned()),
            "{text}"
        );
        assert_eq!((claim.date, claim.date_as_written.as_str()), (None, ""), "a total is no event: {text}");
    }
}
