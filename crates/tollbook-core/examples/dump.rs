use tollbook_core::extract::date::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let lang = args.next().unwrap();
    let lang = (lang != "-").then_some(lang);
    let files: Vec<String> = args.collect();
    let mut total = 0;
    let mut n = 0;
    let start = std::time::Instant::now();
    for f in &files {
        let text = std::fs::read_to_string(f).unwrap();
        total += text.len();
        for d in find_dates(&text, lang.as_deref()) {
            n += 1;
            if std::env::var("QUIET").is_err() {
                let a = text.floor_char_boundary(d.start.saturating_sub(30));
                let b = text.ceil_char_boundary((d.end + 30).min(text.len()));
                let r =
                    resolve(&d.meaning, &Reference::default()).map(|r| r.0.to_string()).unwrap_or_default();
                println!(
                    "{:24} | {} [{}] {} | {:?}",
                    r,
                    text[a..d.start].replace('\n', " "),
                    text[d.span()].replace('\n', " "),
                    text[d.end..b].replace('\n', " "),
                    d.meaning
                );
            }
        }
    }
    eprintln!("{n} dates, {total} bytes, {:?}", start.elapsed());
}
