//! Shortcuts to addresses, as browsers and desktops save them: `.url`, `.webloc` and `.desktop` files.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// No shortcut is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The name without its ending, if it is that of a shortcut: "Raid" of "Raid.url", "Raid.pdf" of "Raid.pdf.url".
pub(super) fn stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_shortcut = ["url", "webloc", "desktop"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    is_shortcut.then_some(stem)
}

/// The address to which a shortcut leads.
pub(super) fn address(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(file).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    address_in(&bytes)
}

/// The address in the bytes of a shortcut, of whichever kind: the first that stands after `URL`.
fn address_in(bytes: &[u8]) -> Option<String> {
    let words = String::from_utf8_lossy(bytes);
    let after = words.find("URL").map_or(0, |at| at + 3);
    let start =
        after + ["http://", "https://"].iter().filter_map(|scheme| words[after..].find(scheme)).min()?;
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '"' | '\u{fffd}');
    let address = words[start..].split(ends).next().filter(|address| address.len() > "https://".len())?;
    Some(html_escape::decode_html_entities(address).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_of_every_kind_give_their_address() {
        let address = "https://karsapost.example/raid?a=1&b=2";
        let xml = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
             \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"><plist><dict><key>URL</key><string>{}</string></dict></plist>",
            address.replace('&', "&amp;")
        );
        for shortcut in [
            format!("[InternetShortcut]\r\nURL={address}\r\nIconIndex=0\r\n").into_bytes(),
            xml.into_bytes(),
            [&b"bplist00\xd1\x01\x02SURL_\x10\x26"[..], address.as_bytes(), &b"\x08\x0b\x0f\0\0"[..]]
                .concat(),
            format!("[Desktop Entry]\nType=Link\nName=Raid\nURL={address}\n").into_bytes(),
        ] {
            assert_eq!(
                address_in(&shortcut).as_deref(),
                Some(address),
                "{}",
                String::from_utf8_lossy(&shortcut)
            );
        }
        assert_eq!(address_in(b"[Desktop Entry]\nExec=rm\n"), None);
        assert_eq!(
            (stem("Raid.URL"), stem("Raid.pdf.webloc"), stem("Raid.pdf")),
            (Some("Raid"), Some("Raid.pdf"), None)
        );
    }
}
