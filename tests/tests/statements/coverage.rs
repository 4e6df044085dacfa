//! `COVERAGE.md` names a test for every form of statement, and every one exists.
