//! The compiler error that the program prints is the one that the compiler
//! gives today.

#[test]
fn the_compiler_refuses_a_forgotten_scope() {
    trybuild::TestCases::new().compile_fail("refused/forgotten_scope.rs");
}
