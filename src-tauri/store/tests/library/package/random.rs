//! Bytes by chance: a package that was hit says what it said before, or nothing.

use super::{packed, read, write_all};
use crate::desk::{forms, write_cell, write_prose, RECEIVED};
use proptest::prelude::*;
use report::Report;
use std::sync::LazyLock;
use store::{
    package::{Enclosed, Packed},
    Package,
};

/// Small, so that each of its bytes can be hit.
static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut report = Report::new(forms().newest().clone(), "某镇", 2024);
    write_cell(&mut report, RECEIVED, "56");
    write_prose(&mut report, "overview", &["全年新收申请56件。"]);
    write_all(&[Packed { pdf: Some(b"%PDF-1.7 not much".into()), ..packed(report) }])
});

type Said = (Vec<Enclosed>, Option<Report>, Option<Vec<u8>>, time::OffsetDateTime);

fn said(package: &Package) -> Said {
    let report = package.report(0, &forms()).unwrap();
    (package.enclosed().to_vec(), report, package.pdf(0).unwrap(), package.made().at)
}

static SAID: LazyLock<Said> = LazyLock::new(|| said(&read(BYTES.clone()).unwrap()));

/// Refused, or the same; true when refused.
fn harmless(bytes: Vec<u8>) -> bool {
    match read(bytes) {
        Err(_) => true,
        Ok(package) => {
            assert_eq!(said(&package), *SAID);
            false
        }
    }
}

#[test]
fn every_byte_matters_or_means_nothing() {
    let refused = (0..BYTES.len()).filter(|at| {
        let mut hit = BYTES.clone();
        hit[*at] ^= 1 << (at % 8);
        harmless(hit)
    });
    // Only what neither the files nor their names depend on may be hit: times, systems, permissions.
    let survived = BYTES.len() - refused.count();
    assert!(survived < 100, "{survived} of {}", BYTES.len());
}

#[test]
fn every_truncation_is_refused() {
    for length in 0..BYTES.len() {
        assert!(harmless(BYTES[..length].to_vec()), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_byte_may_be_any_other(at in any::<prop::sample::Index>(), byte: u8) {
        let mut hit = BYTES.clone();
        let at = at.index(hit.len());
        hit[at] = byte;
        harmless(hit);
    }

    #[test]
    fn pieces_may_be_cut_out_doubled_and_moved(
        from in any::<prop::sample::Index>(), length in 0..200_usize, to in any::<prop::sample::Index>(),
    ) {
        let from = from.index(BYTES.len());
        let piece = &BYTES[from..(from + length).min(BYTES.len())];
        let mut hit = BYTES.clone();
        let at = to.index(hit.len());
        hit.splice(at..at, piece.iter().copied());
        harmless(hit.clone());
        hit.drain(from..(from + length).min(BYTES.len()));
        harmless(hit);
    }

    #[test]
    fn any_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..400), ended: bool) {
        if ended {
            // So that it is read on.
            let length = bytes.len() as u32;
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
            bytes.extend(length.to_le_bytes());
            bytes.extend([0; 6]);
        }
        prop_assert!(harmless(bytes));
    }
}
