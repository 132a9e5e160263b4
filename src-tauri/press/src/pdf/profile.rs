//! The colour profile of the output intent: sRGB as a matrix profile of ICC version 2.1, made here from the published
//! numbers (IEC 61966-2-1), so that no foreign file is carried along.

/// Points of the tone curve. The curve is smooth: interpolated between so many it is right to a 16-bit hair.
const CURVE_POINTS: u16 = 256;
/// White of the profile connection space, D50.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];
/// The primaries of sRGB adapted to D50, each with its tag.
const PRIMARIES: [(&[u8; 4], [f64; 3]); 3] = [
    (b"rXYZ", [0.436_074_7, 0.222_504_5, 0.013_932_2]),
    (b"gXYZ", [0.385_064_9, 0.716_878_6, 0.097_104_5]),
    (b"bXYZ", [0.143_080_4, 0.060_616_9, 0.714_173_3]),
];
/// Length of a profile's header.
const HEADER: usize = 128;

/// The profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> =
        vec![(b"desc", description("sRGB")), (b"cprt", copyright()), (b"wtpt", xyz(WHITE))];
    tags.extend(PRIMARIES.map(|(tag, primary)| (tag, xyz(primary))));
    // One curve serves all three channels.
    tags.push((b"rTRC", tone_curve()));
    let shared: [&[u8; 4]; 2] = [b"gTRC", b"bTRC"];

    let count = tags.len() + shared.len();
    let mut directory = (count as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = HEADER + 4 + 12 * count;
    let mut entry = |tag: &[u8; 4], offset: usize, length: usize| {
        directory.extend(tag);
        directory.extend((offset as u32).to_be_bytes());
        directory.extend((length as u32).to_be_bytes());
    };
    let mut curve = (0, 0);
    for (tag, content) in &tags {
        curve = (start + data.len(), content.len());
        entry(tag, curve.0, curve.1);
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    shared.iter().for_each(|tag| entry(tag, curve.0, curve.1));
    [header(start + data.len()), directory, data].concat()
}

fn header(size: usize) -> Vec<u8> {
    let mut header = (size as u32).to_be_bytes().to_vec();
    header.extend([0; 4]);
    // Version 2.1, a display's profile, from RGB to XYZ.
    header.extend([2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // Made on the first day of 2025: a date must stand here, and it must always be the same.
    header.extend([2025_u16, 1, 1, 0, 0, 0].iter().flat_map(|part| part.to_be_bytes()));
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend(WHITE.iter().flat_map(|value| fixed(*value)));
    header.resize(HEADER, 0);
    header
}

/// A number with 16 bits before and after the point.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    tag.extend(values.iter().flat_map(|value| fixed(*value)));
    tag
}

/// A textDescription: ASCII, then empty Unicode and Macintosh parts of fixed length.
fn description(text: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend((text.len() as u32 + 1).to_be_bytes());
    tag.extend(text.bytes().chain([0]));
    tag.extend([0; 4 + 4 + 2 + 1 + 67]);
    tag
}

fn copyright() -> Vec<u8> {
    b"text\0\0\0\0No copyright is claimed\0".to_vec()
}

fn tone_curve() -> Vec<u8> {
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(u32::from(CURVE_POINTS).to_be_bytes());
    for point in 0..CURVE_POINTS {
        let value = linear(f64::from(point) / f64::from(CURVE_POINTS - 1));
        tag.extend(((value * 65_535.0).round() as u16).to_be_bytes());
    }
    tag
}

/// The light an sRGB value stands for.
fn linear(value: f64) -> f64 {
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(bytes: &[u8], at: usize) -> usize {
        u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    }

    #[test]
    fn every_tag_lies_inside_and_says_what_it_is() {
        let profile = srgb();
        assert_eq!(word(&profile, 0), profile.len());
        assert_eq!(&profile[12..24], b"mntrRGB XYZ ");
        assert_eq!(&profile[36..40], b"acsp");
        let types = (0..word(&profile, HEADER)).map(|index| {
            let entry = HEADER + 4 + 12 * index;
            let (offset, length) = (word(&profile, entry + 4), word(&profile, entry + 8));
            assert!(offset % 4 == 0 && offset + length <= profile.len());
            [&profile[entry..entry + 4], &profile[offset..offset + 4]].map(String::from_utf8_lossy).concat()
        });
        let expected = "descdesc cprttext wtptXYZ  rXYZXYZ  gXYZXYZ  bXYZXYZ  rTRCcurv gTRCcurv bTRCcurv";
        assert_eq!(types.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn white_is_white() {
        for part in 0..3 {
            let sum: f64 = PRIMARIES.iter().map(|(_, primary)| primary[part]).sum();
            assert!((sum - WHITE[part]).abs() < 0.0005, "{sum}");
        }
        assert_eq!((linear(0.0), linear(1.0)), (0.0, 1.0));
        // Half of the scale is a fifth of the light.
        assert!((linear(0.5) - 0.214_04).abs() < 0.0001);
    }
}
