# The determinism contract: the same bits from every compiler. No contraction, no fast-math;
# errno and trapping semantics are dropped because no code reads them and loops vectorise only then.
add_library(grdp_compile_features INTERFACE)
target_compile_features(grdp_compile_features INTERFACE cxx_std_20)

add_library(grdp_compile_options INTERFACE)
target_compile_options(grdp_compile_options INTERFACE
    -ffp-contract=off -fno-math-errno -fno-trapping-math -fvisibility-inlines-hidden)
if(GRDP_WARNINGS_AS_ERRORS)
    target_compile_options(grdp_compile_options INTERFACE -Werror)
endif()
target_compile_options(grdp_compile_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-align -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wdouble-promotion -Wformat=2
    $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi -Wduplicated-cond -Wlogical-op>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-psabi>)
