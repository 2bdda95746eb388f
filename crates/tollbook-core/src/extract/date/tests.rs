use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::model::DateBasis;

/// Each date in `text` as "words = days", read on Tuesday 29 August 2023 after an event of 3 March 2020.
fn read_in(text: &str, language: Option<&str>) -> Vec<String> {
    let reference = Reference {
        published: Some(DateRange::day(date(2023, 8, 29))),
        previous: Some(DateRange::day(date(2020, 3, 3))),
    };
    let found = find_dates(text, language).into_iter();
    let shown = found.map(|found| {
        let days = match (found.meaning, resolve(&found.meaning, &reference)) {
            (_, Some((range, DateBasis::Incident))) => format!("previous {range}"),
            (_, Some((range, _))) => range.to_string(),
            (Meaning::Duration(unit, n), None) => format!("{n} {}", unit.key()),
            (Meaning::ToCome, None) => "to come".to_owned(),
            (Meaning::OtherCalendar, None) => "other".to_owned(),
            (Meaning::UnclearMonth, None) => "unclear".to_owned(),
            (Meaning::Ambiguous { .. }, None) => "ambiguous".to_owned(),
            (_, None) => "?".to_owned(),
        };
        format!("{} = {days}", text[found.span()].replace('\n', " "))
    });
    shown.collect()
}

fn check(language: &str, table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(text, expected)| {
            let found = read_in(text, Some(language)).join("; ");
            (found != *expected)
                .then(|| format!("{language}: {text:?}\n   found {found}\nexpected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_weekday_of_a_week_before_is_not_the_latest() {
    for (language, text, expected) in [
        ("en", "on Monday last week", "Monday last week = 2023-08-21"),
        ("en", "on Thursday of last week", "Thursday of last week = 2023-08-24"),
        ("en", "last week on Monday", "last week on Monday = 2023-08-21"),
        ("en", "a week ago on Monday", "a week ago on Monday = 2023-08-21"),
        ("en", "a week ago Monday", "a week ago Monday = 2023-08-21"),
        ("en", "Sunday last week", "Sunday last week = ?"),
        ("en", "two weeks ago on Monday night", "two weeks ago on Monday night = 2023-08-14"),
        ("en", "the previous Friday", "previous Friday = previous 2020-02-28"),
        ("en", "the previous Tuesday", "previous Tuesday = previous 2020-02-25"),
        ("fr", "lundi de la semaine dernière", "lundi de la semaine dernière = 2023-08-21"),
        ("fr", "lundi de la semaine passée", "lundi de la semaine passée = 2023-08-21"),
        ("fr", "La semaine dernière, lundi,", "La semaine dernière, lundi = 2023-08-21"),
        ("fr", "lundi en huit", "lundi en huit = to come"),
        ("fr", "le vendredi précédent", "vendredi précédent = previous 2020-02-28"),
        ("es", "el lunes de la semana pasada", "lunes de la semana pasada = 2023-08-21"),
        ("es", "el lunes de hace dos semanas", "lunes de hace dos semanas = 2023-08-14"),
        ("es", "el viernes anterior", "viernes anterior = previous 2020-02-28"),
        ("de", "am Montag vergangener Woche", "Montag vergangener Woche = 2023-08-21"),
        ("de", "Montag in der letzten Woche", "Montag in der letzten Woche = 2023-08-21"),
        ("de", "am Montag vor zwei Wochen", "Montag vor zwei Wochen = 2023-08-14"),
        ("ar", "يوم الخميس من الأسبوع الماضي", "يوم الخميس من الأسبوع الماضي = 2023-08-24"),
        ("ar", "الجمعة السابق", "الجمعة السابق = previous 2020-02-28"),
    ] {
        check(language, &[(text, expected)]);
    }
}

#[test]
fn english_calendar_dates() {
    check(
        "en",
        &[
            ("on 2023-08-28.", "2023-08-28 = 2023-08-28"),
            ("Published: 2016-04-13T09:12:00Z", "2016-04-13 = 2016-04-13"),
            ("2014-11-03T08:20Z", "2014-11-03 = 2014-11-03"),
            ("Aug. 28, 2023", "Aug. 28, 2023 = 2023-08-28"),
            ("Monday, August 28th, 2023", "Monday, August 28th, 2023 = 2023-08-28"),
            ("the 28th of August, 2023", "28th of August, 2023 = 2023-08-28"),
            ("07 January, 2020", "07 January, 2020 = 2020-01-07"),
            ("SAN PEDRO, 3 JAN 90 -- [TEXT]", "3 JAN 90 = 1990-01-03"),
            ("PORT, JUNE 11 89 (ABC) --", "JUNE 11 89 = 1989-06-11"),
            ("3-Jan-1990", "3-Jan-1990 = 1990-01-03"),
            ("03-Jan-90", "03-Jan-90 = 1990-01-03"),
            ("3 January '90", "3 January '90 = 1990-01-03"),
            ("28/08/2023", "28/08/2023 = 2023-08-28"),
            ("08/28/2023", "08/28/2023 = 2023-08-28"),
            ("03/04/2023", "03/04/2023 = ambiguous"),
            ("03/04/2023 and 28/03/2023", "03/04/2023 = 2023-04-03; 28/03/2023 = 2023-03-28"),
            ("03/04/2023 and 03/28/2023", "03/04/2023 = 2023-03-04; 03/28/2023 = 2023-03-28"),
            ("Monday 03/04/2023", "Monday 03/04/2023 = 2023-04-03"),
            ("28.08.2023 08:20", "28.08.2023 = 2023-08-28"),
            ("03.11.14", "03.11.14 = 2014-11-03"),
            ("1-3 January 2020", "1-3 January 2020 = 2020-01-01 to 2020-01-03"),
            ("January 1-3, 2020", "January 1-3, 2020 = 2020-01-01 to 2020-01-03"),
            ("from 3 to 5 May 2015", "from 3 to 5 May 2015 = 2015-05-03 to 2015-05-05"),
            ("from 30 May to 5 June", "from 30 May to 5 June = 2023-05-30 to 2023-06-05"),
            (
                "from 30 December to 5 January 2015",
                "from 30 December to 5 January 2015 = 2014-12-30 to 2015-01-05",
            ),
            ("between May and June 2015", "between May and June 2015 = 2015-05-01 to 2015-06-30"),
            ("between 3 and 5 May", "between 3 and 5 May = 2023-05-03 to 2023-05-05"),
            ("on the night of 3-4 May", "night of 3-4 May = 2023-05-03 to 2023-05-04"),
            ("in August 2023", "August 2023 = 2023-08"),
            ("on Bloody Sunday in August 2023", "August 2023 = 2023-08"),
            ("mid-March 2014", "mid-March 2014 = 2014-03-11 to 2014-03-20"),
            ("in mid-March", "mid-March = 2023-03-11 to 2023-03-20"),
            ("early 2014", "early 2014 = 2014-01-01 to 2014-04-30"),
            ("by the end of August", "the end of August = 2023-08-21 to 2023-08-29"),
            ("the third quarter of 2020", "the third quarter of 2020 = 2020 Q3"),
            ("Q3 2020", "Q3 2020 = 2020 Q3"),
            ("the first half of 2014", "the first half of 2014 = 2014-01-01 to 2014-06-30"),
            ("since 2013", "2013 = 2013"),
            ("the 2016 operation", "2016 = 2016"),
            ("the 1983 bombing", "1983 = 1983"),
            ("Serval (2013)", "2013 = 2013"),
            ("between 2014 and 2017", "between 2014 and 2017 = 2014-01-01 to 2017-12-31"),
            ("in 1990-1991", "1990-1991 = 1990-01-01 to 1991-12-31"),
            ("release 2010-09-CA-078", ""),
            ("in 2013-14", "2013-14 = 2013-01-01 to 2014-12-31"),
            ("date 2021-11", "2021-11 = 2021-11"),
            ("in the 1990s", "the 1990s = 1990-01-01 to 1999-12-31"),
            ("on 30 May of last year", "30 May of last year = 2022-05-30"),
            ("in May last year", "May last year = 2022-05"),
            ("on 3 May of the same year", "3 May of the same year = previous 2020-05-03"),
            ("the third of May, 2015", "the third of May, 2015 = 2015-05-03"),
            ("Page last updated at 07:15 GMT, Monday, 3 March 2008", "Monday, 3 March 2008 = 2008-03-03"),
            ("died on 3\nMay 2015", "3 May 2015 = 2015-05-03"),
            ("ON THE NIGHT OF 3-4 MAY", "NIGHT OF 3-4 MAY = 2023-05-03 to 2023-05-04"),
            ("KILLED IN MAY", "MAY = 2023-05"),
        ],
    );
}

#[test]
fn english_dates_counted_from_the_article() {
    check(
        "en",
        &[
            ("killed in Iraq on Monday during", "Monday = 2023-08-28"),
            ("on Tuesday", "Tuesday = 2023-08-29"),
            ("Monday's deaths", "Monday = 2023-08-28"),
            ("last Tuesday", "last Tuesday = 2023-08-22"),
            ("reported on Monday evening that", "Monday evening = 2023-08-28"),
            ("On January 2, two soldiers", "January 2 = 2023-01-02"),
            ("On 3 May, 20 soldiers", "3 May = 2023-05-03"),
            ("on 3 May 20 soldiers", "3 May = 2023-05-03"),
            ("On 3 May, 2000 people fled", "3 May = 2023-05-03"),
            ("On Sunday, Dec. 25,", "Sunday, Dec. 25 = 2022-12-25"),
            ("on Monday 3 March", "Monday 3 March = 2023-03-03"),
            ("on 29 February", "29 February = 2020-02-29"),
            ("killed in Iraq in August, one", "August = 2023-08"),
            ("in May 13 soldiers died", "May = 2023-05"),
            ("published in July", "July = 2023-07"),
            ("last August", "last August = 2022-08"),
            ("Parly said yesterday.", "yesterday = 2023-08-28"),
            ("YESTERDAY A COLUMN", "YESTERDAY = 2023-08-28"),
            ("this morning", "this morning = 2023-08-29"),
            ("this month to three", "this month = 2023-08"),
            ("earlier this month", "earlier this month = 2023-08"),
            ("last month", "last month = 2023-07"),
            ("earlier this year", "earlier this year = 2023"),
            ("last week", "last week = 2023-08-21 to 2023-08-27"),
            ("over the weekend", "over the weekend = 2023-08-26 to 2023-08-27"),
            ("two days ago", "two days ago = 2023-08-27"),
            ("a week ago", "a week ago = 2023-08-19 to 2023-08-25"),
            ("an attack in Beirut 36 years ago when", "36 years ago = 1987"),
            ("in the last 24 hours", "in the last 24 hours = 2023-08-28 to 2023-08-29"),
            ("over the past week", "over the past week = 2023-08-22 to 2023-08-29"),
            ("in the last year", "in the last year = 2022-08-29 to 2023-08-29"),
            ("last week", "last week = 2023-08-21 to 2023-08-27"),
            ("the night of Sunday to Monday", "night of Sunday to Monday = 2023-08-27 to 2023-08-28"),
            ("next Monday", "next Monday = to come"),
            ("will leave tomorrow", "tomorrow = to come"),
            ("on Saturday, September 2", "Saturday, September 2 = ?"),
        ],
    );
}

#[test]
fn english_dates_counted_from_another_event_and_durations() {
    check(
        "en",
        &[
            ("Five days earlier, three soldiers", "Five days earlier = previous 2020-02-27"),
            ("two weeks later", "two weeks later = previous 2020-03-14 to 2020-03-20"),
            ("the day before", "the day before = previous 2020-03-02"),
            ("a day earlier", "a day earlier = previous 2020-03-02"),
            ("the following day", "the following day = previous 2020-03-04"),
            ("the same day", "the same day = previous 2020-03-03"),
            ("the month before", "the month before = previous 2020-02"),
            ("for two days", "two days = 2 day"),
            ("a 42-year-old driver", "42-year-old = 42 year"),
            ("42 years old", "42 years old = 42 year"),
        ],
    );
}

#[test]
fn what_is_no_date() {
    check(
        "en",
        &[
            ("31 February 2021", ""),
            ("30/02/2021", ""),
            ("2023-13-01", ""),
            ("it may rain", ""),
            ("3 may be dead", ""),
            ("ONLY 3 MAY HAVE SURVIVED", ""),
            ("they march on", ""),
            ("1,500 soldiers, 2000 people, 1983 men", ""),
            ("a 7.62 mm round", ""),
            ("at 10:30", ""),
            ("10.12.14.1", ""),
            ("won 3-5 at home", ""),
            ("Sat down in the sun", ""),
            ("the 2000 people", ""),
            ("9/11", ""),
            ("", ""),
        ],
    );
}

#[test]
fn french() {
    check(
        "fr",
        &[
            ("le 28 août 2023", "28 août 2023 = 2023-08-28"),
            ("Lundi 28 août 2023 à 14h05", "Lundi 28 août 2023 = 2023-08-28"),
            ("le 3 novembre 2014 à 07h10", "3 novembre 2014 = 2014-11-03"),
            ("publié le 03/11/2014 à 07:10", "03/11/2014 = 2014-11-03"),
            ("le 1er janvier 2021", "1er janvier 2021 = 2021-01-01"),
            ("1er mai", "1er mai = 2023-05-01"),
            ("LE 3 AOUT 2014", "3 AOUT 2014 = 2014-08-03"),
            ("du 1er au 3 janvier 2020", "du 1er au 3 janvier 2020 = 2020-01-01 to 2020-01-03"),
            ("dans la nuit du 3 au 4 mai 2014", "nuit du 3 au 4 mai 2014 = 2014-05-03 to 2014-05-04"),
            ("dans la nuit de dimanche à lundi", "nuit de dimanche à lundi = 2023-08-27 to 2023-08-28"),
            ("En août 2022", "août 2022 = 2022-08"),
            ("en août", "août = 2023-08"),
            ("en août 13 soldats", "août = 2023-08"),
            ("en décembre dernier", "décembre dernier = 2022-12"),
            ("à la mi-mars", "à la mi-mars = 2023-03-11 to 2023-03-20"),
            ("fin 2013", "fin 2013 = 2013-09-01 to 2013-12-31"),
            ("au troisième trimestre 2020", "troisième trimestre 2020 = 2020 Q3"),
            ("depuis 2013", "2013 = 2013"),
            ("l'attentat de 1983", "1983 = 1983"),
            ("mardi dernier", "mardi dernier = 2023-08-22"),
            ("lundi après-midi", "lundi après-midi = 2023-08-28"),
            ("Le 2 janvier, deux soldats", "2 janvier = 2023-01-02"),
            ("avant-hier soir", "avant-hier soir = 2023-08-27"),
            ("Aujourd’hui", "Aujourd’hui = 2023-08-29"),
            ("l'an dernier", "l'an dernier = 2022"),
            ("la semaine dernière", "la semaine dernière = 2023-08-21 to 2023-08-27"),
            ("il y a deux jours", "il y a deux jours = 2023-08-27"),
            ("il y a un an", "il y a un an = 2022"),
            ("cinq jours plus tôt", "cinq jours plus tôt = previous 2020-02-27"),
            ("trois jours après l'attaque", "trois jours après = previous 2020-03-06"),
            ("la veille", "la veille = previous 2020-03-02"),
            ("le lendemain", "le lendemain = previous 2020-03-04"),
            ("lundi prochain", "lundi prochain = to come"),
            ("les dernières 24 heures", "les dernières 24 heures = 2023-08-28 to 2023-08-29"),
            ("mars est une planète", ""),
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            ("jueves, 3 abril 2014 10:05", "jueves, 3 abril 2014 = 2014-04-03"),
            ("el 3 de noviembre de 2014", "3 de noviembre de 2014 = 2014-11-03"),
            ("El lunes 28 de agosto", "lunes 28 de agosto = 2023-08-28"),
            ("MIERCOLES 3 DE MAYO DEL 2023", "MIERCOLES 3 DE MAYO DEL 2023 = 2023-05-03"),
            ("1º de enero de 1994", "1º de enero de 1994 = 1994-01-01"),
            ("primero de mayo", "primero de mayo = 2023-05-01"),
            ("entre el 3 y el 5 de mayo", "entre el 3 y el 5 de mayo = 2023-05-03 to 2023-05-05"),
            ("del 3 al 5 de mayo de 2015", "del 3 al 5 de mayo de 2015 = 2015-05-03 to 2015-05-05"),
            ("a mediados de marzo de 2014", "a mediados de marzo de 2014 = 2014-03-11 to 2014-03-20"),
            ("mayo de 2015", "mayo de 2015 = 2015-05"),
            ("en mayo", "mayo = 2023-05"),
            ("ayer", "ayer = 2023-08-28"),
            ("el martes pasado", "martes pasado = 2023-08-22"),
            ("el lunes por la noche", "lunes por la noche = 2023-08-28"),
            ("hace dos días", "hace dos días = 2023-08-27"),
            ("dos días después", "dos días después = previous 2020-03-05"),
            ("al día siguiente", "al día siguiente = previous 2020-03-04"),
            ("el año pasado", "el año pasado = 2022"),
            ("desde 2013", "2013 = 2013"),
            ("el próximo lunes", "próximo lunes = to come"),
            ("03/11/2014", "03/11/2014 = 2014-11-03"),
            ("una comisión", ""),
        ],
    );
}

#[test]
fn german() {
    check(
        "de",
        &[
            ("am 3. November 2014", "3. November 2014 = 2014-11-03"),
            ("03.11.2014 08:20", "03.11.2014 = 2014-11-03"),
            ("3.11.14", "3.11.14 = 2014-11-03"),
            ("Montag, den 28. August 2023", "Montag, den 28. August 2023 = 2023-08-28"),
            ("Mo, 28. Aug. 2023", "Mo, 28. Aug. 2023 = 2023-08-28"),
            ("am Montagabend", "Montagabend = 2023-08-28"),
            ("3. Maerz 1990", "3. Maerz 1990 = 1990-03-03"),
            ("vom 3. bis 5. Mai 2015", "vom 3. bis 5. Mai 2015 = 2015-05-03 to 2015-05-05"),
            ("zwischen dem 3. und 5. Mai", "zwischen dem 3. und 5. Mai = 2023-05-03 to 2023-05-05"),
            ("in der Nacht auf Montag", "Nacht auf Montag = 2023-08-27 to 2023-08-28"),
            ("in der Nacht vom 3. auf den 4. Mai", "Nacht vom 3. auf den 4. Mai = 2023-05-03 to 2023-05-04"),
            ("im Mai 2015", "Mai 2015 = 2015-05"),
            ("Mitte März", "Mitte März = 2023-03-11 to 2023-03-20"),
            ("seit 2013", "2013 = 2013"),
            ("Im Jahr 1983", "Jahr 1983 = 1983"),
            ("1983 starben 58 Soldaten", "1983 = 1983"),
            ("1983 Soldaten starben", ""),
            ("gestern Abend", "gestern Abend = 2023-08-28"),
            ("vor zwei Tagen", "vor zwei Tagen = 2023-08-27"),
            ("vor einem Jahr", "vor einem Jahr = 2022"),
            ("letzten Dienstag", "letzten Dienstag = 2023-08-22"),
            ("vergangene Woche", "vergangene Woche = 2023-08-21 to 2023-08-27"),
            ("zwei Tage später", "zwei Tage später = previous 2020-03-05"),
            ("am Vortag", "am Vortag = previous 2020-03-02"),
            ("nächsten Montag", "nächsten Montag = to come"),
            ("im dritten Quartal 2020", "dritten Quartal 2020 = 2020 Q3"),
        ],
    );
}

#[test]
fn arabic() {
    check(
        "ar",
        &[
            ("3 أبريل 2014", "3 أبريل 2014 = 2014-04-03"),
            ("٢٨ أغسطس ٢٠٢٣", "٢٨ أغسطس ٢٠٢٣ = 2023-08-28"),
            ("في ٢ كانون الثاني ٢٠٢١", "٢ كانون الثاني ٢٠٢١ = 2021-01-02"),
            ("3 نيسان 2014", "3 نيسان 2014 = 2014-04-03"),
            ("3 نيسان/أبريل 2014", "3 نيسان/أبريل 2014 = 2014-04-03"),
            ("3 مارس آذار 2014", "3 مارس آذار 2014 = 2014-03-03"),
            ("3 كانون الثاني يناير 2014", "3 كانون الثاني يناير 2014 = 2014-01-03"),
            ("3 أيار (مايو) 2014", "3 أيار (مايو) 2014 = 2014-05-03"),
            ("الاثنين 28 أغسطس 2023", "الاثنين 28 أغسطس 2023 = 2023-08-28"),
            ("يوم الاثنين الماضي", "يوم الاثنين الماضي = 2023-08-28"),
            ("مساء يوم الجمعة", "مساء يوم الجمعة = 2023-08-25"),
            ("قتل أمس", "أمس = 2023-08-28"),
            ("قبل يومين", "قبل يومين = 2023-08-27"),
            ("قبل 3 أيام", "قبل 3 أيام = 2023-08-26"),
            ("بين 3 و5 مايو", "بين 3 و5 مايو = 2023-05-03 to 2023-05-05"),
            ("في مايو 2015", "مايو 2015 = 2015-05"),
            ("منذ عام 2013", "عام 2013 = 2013"),
            ("في اليوم التالي", "في اليوم التالي = previous 2020-03-04"),
            ("الأسبوع الماضي", "الأسبوع الماضي = 2023-08-21 to 2023-08-27"),
            ("12 محرم 1436 هـ", "12 محرم 1436 هـ = other"),
            ("٣/١١/٢٠١٤", "٣/١١/٢٠١٤ = 2014-11-03"),
            ("الاثنين المقبل", "الاثنين المقبل = to come"),
        ],
    );
}

#[test]
fn heads_in_other_languages() {
    for (text, expected) in [
        ("3 de novembro de 2014 às 08h20", "3 de novembro de 2014 = 2014-11-03"),
        ("Segunda-feira, 28 de agosto de 2023", "Segunda-feira, 28 de agosto de 2023 = 2023-08-28"),
        ("3 novembre 2014 | 08:20", "3 novembre 2014 = 2014-11-03"),
        ("lunedì 3 novembre 2014", "lunedì 3 novembre 2014 = 2014-11-03"),
        ("3 ноября 2014, 08:20", "3 ноября 2014 = 2014-11-03"),
        ("3 листопада 2014", "3 листопада 2014 = 2014-11-03"),
        ("3 Kasım 2014 Pazartesi", "3 Kasım 2014 = 2014-11-03; Pazartesi = 2023-08-28"),
        ("maandag 3 november 2014", "maandag 3 november 2014 = 2014-11-03"),
        ("3 października 2014", "3 października 2014 = 2014-10-03"),
        ("den 3 mars 2014", "den 3 mars 2014 = 2014-03-03"),
        ("3 gen 2014", "3 gen 2014 = 2014-01-03"),
        ("03/11/2014", "03/11/2014 = ambiguous"),
    ] {
        assert_eq!(read_in(text, None).join("; "), expected, "{text}");
    }
}

#[test]
fn an_article_known_to_the_month_dates_only_what_is_coarser() {
    let reference = Reference { published: Some(DateRange::month(date(2020, 3, 5))), previous: None };
    for (text, expected) in [
        ("on Monday", None),
        ("yesterday", None),
        ("on 14 March", None),
        ("on 2 January", Some("2020-01-02")),
        ("last month", Some("2020-02")),
        ("last year", Some("2019")),
        ("this month", Some("2020-03")),
    ] {
        let found = find_dates(text, Some("en"));
        let range = resolve(&found[0].meaning, &reference).map(|(range, _)| range.to_string());
        assert_eq!(range.as_deref(), expected, "{text}");
    }
}

#[test]
fn short_years_are_not_after_the_article() {
    let on = |year| Reference { published: Some(DateRange::day(date(year, 6, 1))), previous: None };
    let found = find_dates("of 3 JAN 14 --", Some("en"));
    let read = |reference: &Reference| resolve(&found[0].meaning, reference).unwrap().0.to_string();
    assert_eq!(read(&on(2014)), "2014-01-03");
    assert_eq!(read(&on(1990)), "1914-01-03");
    assert_eq!(read(&Reference::default()), "2014-01-03");
}

/// Forms of a full date in each language, with `{d}`, `{m}` and `{y}` for its parts.
const FULL: &[(&str, &str)] = &[
    ("en", "{d} {m} {y}"),
    ("en", "{m} {d}, {y}"),
    ("fr", "{d} {m} {y}"),
    ("ar", "{d} {m} {y}"),
    ("es", "{d} de {m} de {y}"),
    ("de", "{d}. {m} {y}"),
    ("pt", "{d} de {m} de {y}"),
    ("it", "{d} {m} {y}"),
    ("nl", "{d} {m} {y}"),
    ("ru", "{d} {m} {y}"),
    ("uk", "{d} {m} {y}"),
    ("tr", "{d} {m} {y}"),
    ("pl", "{d} {m} {y}"),
    ("sv", "{d} {m} {y}"),
    ("da", "{d}. {m} {y}"),
    ("no", "{d}. {m} {y}"),
    ("ro", "{d} {m} {y}"),
    ("el", "{d} {m} {y}"),
    ("id", "{d} {m} {y}"),
    ("cs", "{d}. {m} {y}"),
    ("hr", "{d}. {m} {y}"),
    ("bg", "{d} {m} {y}"),
    ("be", "{d} {m} {y}"),
    ("is", "{d}. {m} {y}"),
    ("he", "{d} {m} {y}"),
    ("bn", "{d} {m} {y}"),
    ("th", "{d} {m} {y}"),
    ("kk", "{d} {m} {y}"),
    ("sw", "{d} {m} {y}"),
];

fn month_names(code: &str, month: i8) -> Vec<&'static str> {
    let file = lexicon::files().find(|(known, _)| *known == code).unwrap().1;
    let wanted = format!("month {month}");
    lexicon::lines(file)
        .filter(|(key, _)| *key == wanted || *key == format!("{wanted} short"))
        .flat_map(|(_, value)| lexicon::split(value))
        .collect()
}

proptest! {
    #[test]
    fn dates_written_in_any_language_are_read_back(days in 0_i32..90_000, form in 0..FULL.len(), upper in any::<bool>()) {
        let day = date(1850, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let (code, form) = FULL[form];
        for name in month_names(code, day.month()) {
            let text = form
                .replace("{d}", &day.day().to_string())
                .replace("{m}", name)
                .replace("{y}", &format!("{:04}", day.year()));
            let text = if upper { text.to_uppercase() } else { text };
            for language in [Some(code), None] {
                let found = find_dates(&text, language);
                prop_assert_eq!(found.len(), 1, "{} {:?}", text, language);
                prop_assert_eq!(found[0].span(), 0..text.len(), "{} {:?}", text, language);
                if language.is_some() || found[0].meaning != Meaning::UnclearMonth {
                    prop_assert_eq!(found[0].meaning.stated(), Some(DateRange::day(day)), "{} {:?}", text, language);
                }
            }
        }
    }

    #[test]
    fn numeric_dates_are_read_back(days in 0_i32..90_000) {
        let day = date(1850, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        for (text, language) in [
            (day.to_string(), None),
            (day.strftime("%d.%m.%Y").to_string(), None),
            (day.strftime("%d/%m/%Y").to_string(), Some("fr")),
        ] {
            let found = find_dates(&text, language);
            prop_assert_eq!(found[0].meaning.stated(), Some(DateRange::day(day)), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in r"(\PC|[0-9 .,/:\-'\n]|3 May|mai|Monday|lundi|أمس|1990|le |il y a |two days |to |من ){0,40}") {
        let published = [None, Some(DateRange::day(date(2023, 8, 29))), Some(DateRange::month(date(1, 1, 1))), Some(DateRange::year(date(9999, 1, 1)))];
        for language in [None, Some("en"), Some("fr"), Some("ar"), Some("es"), Some("de")] {
            let mut end = 0;
            for found in find_dates(&text, language) {
                prop_assert!(end <= found.start && found.start < found.end);
                prop_assert!(text.get(found.span()).is_some());
                end = found.end;
                for published in published {
                    let reference = Reference { published, previous: published };
                    if let Some((range, basis)) = resolve(&found.meaning, &reference) {
                        prop_assert!(range.first() <= range.last());
                        let today = published.map(|p| p.last());
                        prop_assert!(basis != DateBasis::Article || range.last() <= today.unwrap());
                    }
                }
            }
            let _ = parse_typed(&text, published[1].as_ref(), language);
        }
    }

    #[test]
    fn every_shown_date_is_read_back(start in 0_i32..3_000_000, length in 1_i64..4_000) {
        let first = date(1, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
        let mut ranges = vec![DateRange::day(first), DateRange::month(first), DateRange::quarter(first), DateRange::year(first)];
        if let Ok(last) = first.checked_add(jiff::Span::new().days(length)) {
            ranges.extend(DateRange::new(first, last, Precision::Range));
        }
        for range in ranges {
            prop_assert_eq!(parse_typed(&range.to_string(), None, None), Ok(Some(range)));
        }
    }
}

#[test]
fn what_coders_type() {
    let published = DateRange::day(date(2023, 8, 29));
    for (typed, shown) in [
        ("2023-08-28", "2023-08-28"),
        (" 28 Aug 2023 ", "2023-08-28"),
        ("28 août 2023", "2023-08-28"),
        ("28 août", "2023-08-28"),
        ("28 Aug", "2023-08-28"),
        ("Monday", "2023-08-28"),
        ("last Tuesday", "2023-08-22"),
        ("yesterday", "2023-08-28"),
        ("lundi", "2023-08-28"),
        ("hier", "2023-08-28"),
        ("August 28, 2023", "2023-08-28"),
        ("28/08/2023", "2023-08-28"),
        ("03/04/2023", "2023-04-03"),
        ("2023-08", "2023-08"),
        ("08/2023", "2023-08"),
        ("Aug 2023", "2023-08"),
        ("2020 Q3", "2020 Q3"),
        ("Q3 2020", "2020 Q3"),
        ("2019", "2019"),
        ("1809", "1809"),
        ("1809-07-05", "1809-07-05"),
        ("2020-01-01 to 2020-01-09", "2020-01-01 to 2020-01-09"),
        ("2020-01-01–2020-01-09", "2020-01-01 to 2020-01-09"),
        ("2020-01-01/2020-01-09", "2020-01-01 to 2020-01-09"),
        ("Jan 2020 to 3 March 2020", "2020-01-01 to 2020-03-03"),
        ("3-5 May 2020", "2020-05-03 to 2020-05-05"),
    ] {
        let range = parse_typed(typed, Some(&published), Some("fr")).unwrap().map(|r| r.to_string());
        assert_eq!(range.as_deref(), Some(shown), "{typed}");
    }
    assert_eq!(parse_typed("  ", None, None), Ok(None));
}

#[test]
fn errors_say_what_to_do() {
    for (typed, error) in [
        ("31 February 2021", "31 February 2021 does not exist; February 2021 has 28 days."),
        ("February 30, 2021", "February 30, 2021 does not exist; February 2021 has 28 days."),
        ("2021-02-30", "2021-02-30 does not exist; February 2021 has 28 days."),
        ("2021-13-01", "2021-13-01 does not exist; a year has 12 months."),
        ("31/04/2021", "31/04/2021 does not exist; April 2021 has 30 days."),
        (
            "2020-01-09 to 2020-01-01",
            "2020-01-09 to 2020-01-01 ends before it begins; write the earlier day first.",
        ),
        (
            "soon",
            "“soon” is no date that Tollbook can read; write 2023-08-28, 28 Aug 2023, Monday, yesterday, 2023-08, 2020 Q3, 2019, or 2020-01-01 to 2020-01-09.",
        ),
        (
            "Monday",
            "“Monday” needs the article's date, which is not known; set that first, or write the day itself.",
        ),
        ("the day before", "“the day before” is counted from another date; write that day itself."),
    ] {
        assert_eq!(parse_typed(typed, None, Some("en")), Err(error.to_owned()), "{typed}");
    }
}

#[test]
fn names_of_months_that_languages_do_not_share() {
    check("pl", &[("14 listopada 2019", "14 listopada 2019 = 2019-11-14")]);
    check("hr", &[("14. listopada 2019.", "14. listopada 2019 = 2019-10-14")]);
    for text in ["14 listopada 2019", "14. listopada 2019."] {
        assert!(read_in(text, None)[0].ends_with("= unclear"), "{text}");
    }
    assert_eq!(read_in("14. listopadu 2019", None), ["14. listopadu 2019 = 2019-11-14"]);
}

#[test]
fn digits_and_years_of_other_scripts_and_eras() {
    for (text, day) in [
        ("3 พฤษภาคม 2557", "2014-05-03"),
        ("วันเสาร์ที่ 3 พฤษภาคม พ.ศ. 2557", "2014-05-03"),
        ("3 พ.ค. 57", "2014-05-03"),
        ("๓ พฤษภาคม ๒๕๕๗", "2014-05-03"),
        ("3 พฤษภาคม 2014", "2014-05-03"),
        ("03/05/2557 10:20", "ambiguous"),
        ("13/05/2557 10:20", "2014-05-13"),
        ("৩ মে ২০১৪", "2014-05-03"),
        ("০৩ ফেব্রুয়ারি ২০১৪, ১০:২০", "2014-02-03"),
        ("३ मई २०१४", "2014-05-03"),
        ("3 फ़रवरी 2014", "2014-02-03"),
        ("၂၀၁၄-၀၅-၀၃", "2014-05-03"),
        ("3 במאי 2014", "2014-05-03"),
        ("3 май 2014 г.", "2014-05-03"),
        ("3. maja 2014", "2014-05-03"),
        ("3 мамыр 2014", "2014-05-03"),
        ("Mayo 3, 2014", "2014-05-03"),
        ("3ی ئایاری 2014", "2014-05-03"),
        ("3 Mei 2014", "2014-05-03"),
        ("3 மே 2014", "2014-05-03"),
        ("民國103年5月3日", "2014-05-03"),
        ("中華民國103年5月3日", "2014-05-03"),
        ("令和元年の会議、令和2年5月3日", "2020-05-03"),
        ("平成26年5月3日", "2014-05-03"),
    ] {
        let found = read_in(text, None);
        assert!(found.iter().any(|found| found.ends_with(&format!("= {day}"))), "{text}: {found:?}");
    }
    for (text, day) in [
        ("۱۳ اردیبهشت ۱۳۹۳", "2014-05-03"),
        ("۱ فروردین ۱۳۹۶", "2017-03-21"),
        ("30 اسفند 1399", "2021-03-20"),
        ("۱۳ اسد ۱۳۹۸", "2019-08-04"),
        ("یکشنبه ۱ حمل ۱۳۹۵", "2016-03-20"),
        ("دوشنبه ۱۲ مرداد ۱۳۹۴", "2015-08-03"),
        ("۲۳ مهر ۱۳۹۸", "2019-10-15"),
    ] {
        for language in [Some("fa"), None] {
            assert!(read_in(text, language).iter().any(|found| found.ends_with(day)), "{text} {language:?}");
        }
    }
    assert!(find_dates("30 اسفند 1398", Some("fa")).iter().all(|found| found.meaning.stated().is_none()));
    for text in ["3 พ.ค. 24", "12 বৈশাখ 1421", "25 אייר 5774"] {
        let found = find_dates(text, None);
        assert!(found.iter().all(|found| found.meaning.stated().is_none()), "{text}: {found:?}");
    }
}

#[test]
fn a_year_behind_the_time_of_day_is_the_year_of_its_date() {
    for text in [
        "Wed Nov 23 18:02:11 UTC 2016",
        "Wed Nov 23 18:02:11 2016",
        "Wed Nov 23 18:02:11 +0000 2016",
        "Nov 23 18:02 CET 2016",
        "Mi 23. Nov 18:02:11 CET 2016",
        "mer. 23 nov. 18:02:11 -0300 2016",
    ] {
        let language = if text.starts_with('M') {
            "de"
        } else if text.starts_with('m') {
            "fr"
        } else {
            "en"
        };
        let found = find_dates(text, Some(language));
        let days: Vec<String> =
            found.iter().filter_map(|found| Some(found.meaning.stated()?.to_string())).collect();
        assert_eq!(days, ["2016-11-23"], "{text}");
    }
    for text in ["On 3 May 10:30 2000 people had left", "At 18:02 on 23 November 2016 men were seen"] {
        let found = find_dates(text, Some("en"));
        assert!(
            found.iter().all(|found| found.meaning.stated().is_none_or(|day| day.first().year() != 2000)),
            "{text}"
        );
    }
}

#[test]
fn days_in_digits_that_touch_a_word_or_a_time() {
    for text in ["송고시간2020-09-11 10:32", "发布时间2020-09-11", "11.09.2020-18:21", "11/09/2020-18:21"]
    {
        let found = find_dates(text, Some("fr"));
        let day = found.iter().find_map(|found| found.meaning.stated());
        let is_ambiguous =
            matches!(found.first().map(|found| found.meaning), Some(Meaning::Ambiguous { .. }));
        assert!(is_ambiguous || day.is_some_and(|day| day.to_string() == "2020-09-11"), "{text}: {found:?}");
    }
    assert!(find_dates("10.12.14.1", None).is_empty() && find_dates("No2020-09-11", None).is_empty());
}

#[test]
fn months_that_need_no_capital_in_their_language_need_none_where_it_is_not_known() {
    for text in ["30 мая", "le 30 mai", "am 30. Mai", "el 30 de mayo"] {
        assert!(!find_dates(text, None).is_empty(), "{text}");
    }
    assert!(find_dates("30 may have left", None).is_empty());
}

#[test]
fn days_in_digits_with_points_and_spaces() {
    for (text, expected) in [
        ("7. 4. 2022, 18:20", Some("2022-04-07")),
        ("dne 17. 11. 2021 v Praze", Some("2021-11-17")),
        ("5. 9. 2017", Some("2017-09-05")),
        ("Kapitel 3. 14. 2022", None),
        ("7. 4. 22", None),
    ] {
        let found = find_dates(text, Some("cs"));
        let day = found.iter().find_map(|found| found.meaning.stated()).map(|day| day.to_string());
        assert_eq!(day.filter(|day| day.len() == 10).as_deref(), expected, "{text}");
    }
}
