//! Armed groups by name.

use std::sync::LazyLock;

use super::phrases::{Found, Phrases};
use super::token::Tokens;

/// Canonical name (the name that English-language datasets use), and all that it is called in the
/// news. An acronym that is also a word ("IS", "ADF") is in [`ACRONYMS`].
const GROUPS: &[(&str, &str)] = &[
    (
        "Islamic State",
        "Islamic State|Islamic State group|Islamic State in Iraq and Syria|Islamic State of Iraq and the Levant|\
         Islamic State of Iraq and Syria|self-proclaimed Islamic State|ISIS|ISIL|Daesh|Daech|Da'esh|État islamique|\
         groupe État islamique|organisation État islamique|داعش|تنظيم الدولة الإسلامية|تنظيم الدولة|الدولة الإسلامية",
    ),
    (
        "Islamic State in the Greater Sahara",
        "Islamic State in the Greater Sahara|Islamic State in Greater Sahara|Islamic State group in the Greater Sahara|\
         Islamic State jihadist group in the Greater Sahara|ISGS|EIGS|Islamic State Sahel Province|IS Sahel|\
         État islamique au Grand Sahara|État islamique dans le Grand Sahara|État islamique au Sahel",
    ),
    (
        "Islamic State West Africa Province",
        "Islamic State West Africa Province|ISWAP|Islamic State in West Africa|État islamique en Afrique de l'Ouest",
    ),
    (
        "Islamic State Khorasan Province",
        "Islamic State Khorasan|Islamic State Khorasan Province|ISIS-K|ISKP|IS-K|État islamique au Khorassan",
    ),
    (
        "JNIM",
        "JNIM|GSIM|Jama'at Nusrat al-Islam wal-Muslimin|Jamaat Nusrat al-Islam wal-Muslimin|Nusrat al-Islam|\
         Group to Support Islam and Muslims|Group for the Support of Islam and Muslims|Group for Support of Islam and Muslims|\
         Support Group for Islam and Muslims|Groupe de soutien à l'islam et aux musulmans|\
         نصرة الإسلام والمسلمين|جماعة نصرة الإسلام والمسلمين",
    ),
    (
        "AQIM",
        "AQIM|AQMI|al-Qaeda in the Islamic Maghreb|Al-Qaida au Maghreb islamique|Al-Qaïda au Maghreb islamique|القاعدة في بلاد المغرب الإسلامي",
    ),
    (
        "Al-Qaeda in the Arabian Peninsula",
        "AQAP|AQPA|al-Qaeda in the Arabian Peninsula|Al-Qaïda dans la péninsule arabique",
    ),
    ("Al-Qaeda", "al-Qaeda|al-Qaida|al Qaeda|al Qaida|Al-Qaïda|Al-Qaeda-linked|القاعدة|تنظيم القاعدة"),
    ("Al-Mourabitoun", "al-Mourabitoun|al-Murabitoun|Al-Mourabitoune|المرابطون"),
    ("Ansar Dine", "Ansar Dine|Ansar Eddine|Ansar al-Din|أنصار الدين"),
    (
        "MUJAO",
        "MUJAO|MUJWA|MOJWA|Movement for Oneness and Jihad in West Africa|Mouvement pour l'unicité et le jihad en Afrique de l'Ouest",
    ),
    ("Katiba Macina", "Katiba Macina|Macina Liberation Front|Front de libération du Macina"),
    ("Ansarul Islam", "Ansarul Islam|Ansaroul Islam"),
    ("Boko Haram", "Boko Haram|بوكو حرام"),
    ("Al-Shabaab", "al-Shabaab|al-Shabab|Al-Chabab|Chabab|Shebab|Shabaab|حركة الشباب"),
    (
        "MNLA",
        "MNLA|National Movement for the Liberation of Azawad|Mouvement national de libération de l'Azawad",
    ),
    ("CMA", "Coordination of Azawad Movements|Coordination des mouvements de l'Azawad"),
    ("Permanent Strategic Framework", "Permanent Strategic Framework|Cadre stratégique permanent"),
    (
        "Hay'at Tahrir al-Sham",
        "Hayat Tahrir al-Sham|Hay'at Tahrir al-Sham|HTS|Hayat Tahrir al-Cham|هيئة تحرير الشام",
    ),
    ("Al-Nusra Front", "al-Nusra Front|Nusra Front|Jabhat al-Nusra|Front al-Nosra|جبهة النصرة"),
    ("Syrian Democratic Forces", "Syrian Democratic Forces|SDF|Forces démocratiques syriennes|FDS|قسد"),
    ("YPG", "YPG|People's Protection Units|Unités de protection du peuple"),
    ("PKK", "PKK|Kurdistan Workers' Party|Parti des travailleurs du Kurdistan|حزب العمال الكردستاني"),
    ("Peshmerga", "Peshmerga|peshmergas|البيشمركة"),
    (
        "Popular Mobilization Forces",
        "Popular Mobilization Forces|Popular Mobilisation Forces|Hashd al-Shaabi|Hachd al-Chaabi|الحشد الشعبي",
    ),
    ("Kata'ib Hezbollah", "Kataib Hezbollah|Kata'ib Hezbollah|Kataeb Hezbollah|كتائب حزب الله"),
    ("Hezbollah", "Hezbollah|Hizbullah|Hizbollah|حزب الله"),
    ("Hamas", "Hamas|حماس"),
    ("Palestinian Islamic Jihad", "Palestinian Islamic Jihad|Jihad islamique palestinien"),
    ("Houthis", "Houthi|Houthis|Ansar Allah|Ansarullah|الحوثي|الحوثيين|الحوثيون"),
    ("Taliban", "Taliban|Taleban|Talibans|talibans|taliban|طالبان"),
    ("Haqqani network", "Haqqani network|réseau Haqqani"),
    (
        "Tehrik-i-Taliban Pakistan",
        "TTP|Tehrik-e-Taliban Pakistan|Tehreek-e-Taliban Pakistan|Pakistani Taliban",
    ),
    ("Séléka", "Séléka|Seleka|ex-Séléka|ex-Seleka"),
    ("Anti-balaka", "anti-balaka"),
    (
        "Coalition of Patriots for Change",
        "Coalition of Patriots for Change|Coalition des patriotes pour le changement",
    ),
    ("M23", "M23"),
    ("Allied Democratic Forces", "Allied Democratic Forces|Forces démocratiques alliées"),
    ("Lord's Resistance Army", "Lord's Resistance Army|LRA|Armée de résistance du Seigneur"),
    ("FACT", "Front for Change and Concord in Chad|Front pour l'alternance et la concorde au Tchad"),
    ("Rapid Support Forces", "Rapid Support Forces|RSF|Forces de soutien rapide|قوات الدعم السريع"),
    ("Wagner", "Wagner|Wagner Group|groupe Wagner|Africa Corps"),
    ("Dozo", "Dan Na Ambassagou|Dozo|dozos"),
];

/// Acronyms read only in capitals.
const ACRONYMS: &[(&str, &str)] = &[
    ("IS", "Islamic State"),
    ("EI", "Islamic State"),
    ("ADF", "Allied Democratic Forces"),
    ("CSP", "Permanent Strategic Framework"),
    ("CMA", "CMA"),
];

static PHRASES: LazyLock<Phrases<&'static str>> =
    LazyLock::new(|| Phrases::new(GROUPS.iter().map(|(name, words)| (*words, *name))));

/// Every armed group named in `text`, in order, under the name that English-language datasets use.
pub fn groups(text: &str) -> Vec<Found<&'static str>> {
    let tokens = Tokens::of(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let acronym =
            || ACRONYMS.iter().find(|(word, _)| *word == tokens.list[i].raw).map(|(_, name)| (1, *name));
        // "EI" opens no name in a headline set in capitals, but nothing there tells.
        let Some((words, value)) = PHRASES.at(&tokens, i).or_else(acronym) else {
            i += 1;
            continue;
        };
        found.push(Found { range: tokens.span(i, i + words - 1), value });
        i += words;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_by_all_their_names() {
        for (text, expected) in [
            ("an ambush set by ISIS militants", vec![("ISIS", "Islamic State")]),
            (
                "the Islamic State group (IS), of whom",
                vec![("Islamic State group", "Islamic State"), ("IS", "Islamic State")],
            ),
            ("what is said", vec![]),
            (
                "le Groupe de soutien à l’islam et aux musulmans (GSIM)",
                vec![("Groupe de soutien à l’islam et aux musulmans", "JNIM"), ("GSIM", "JNIM")],
            ),
            ("links to al Qaeda", vec![("al Qaeda", "Al-Qaeda")]),
            ("Al-Qaïda au Maghreb islamique", vec![("Al-Qaïda au Maghreb islamique", "AQIM")]),
            ("Boko Haram fighters", vec![("Boko Haram", "Boko Haram")]),
            ("تنظيم داعش", vec![("داعش", "Islamic State")]),
        ] {
            let found: Vec<_> = groups(text).into_iter().map(|f| (&text[f.range], f.value)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
