# The determinism contract: the same bits from every compiler. No contraction, no fast-math;
# errno and trapping semantics are dropped because no code reads them and loops vectorise only then.
add_library(grdp_compile_features INTERFACE)
target_compile_features(grdp_compile_features INTERFACE cxx_std_20)
set_target_properties(grdp_compile_features PROPERTIES EXPORT_NAME compile_features)

add_library(grdp_compile_options INTERFACE)
target_compile_options(grdp_compile_options INTERFACE
    -ffp-contract=off -fno-math-errno -fno-trapping-math -fvisibility-inlines-hidden)
# A release names no folder of the machine that built it (contract messages quote __FILE__).
target_compile_options(grdp_compile_options INTERFACE
    $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)
if(GRDP_WARNINGS_AS_ERRORS)
    target_compile_options(grdp_compile_options INTERFACE -Werror)
endif()
target_compile_options(grdp_compile_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-align -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wdouble-promotion -Wformat=2
    $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi -Wno-restrict -Wduplicated-cond -Wlogical-op>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-psabi -Wnull-dereference>)

option(GRDP_UNITY "Compile several sources of a layer at a time: instrumented builds take half the time" OFF)
if(GRDP_UNITY)
    # Files compiled together see each other's names; shadowing inside a file is the business of the other builds.
    target_compile_options(grdp_compile_options INTERFACE -Wno-shadow)
endif()

# Instrumented builds: everything, tests included, is compiled and linked with the same instrument; coverage counts the
# layers alone. With clang++ the build under the address sanitizer can also be fuzzed.
set(GRDP_INSTRUMENT "" CACHE STRING "Instrument of the whole build: asan, tsan, coverage or empty")
set_property(CACHE GRDP_INSTRUMENT PROPERTY STRINGS "" asan tsan coverage)
set(undefined -fsanitize=undefined -fno-sanitize-recover=all)
if(GRDP_INSTRUMENT STREQUAL "asan")
    add_compile_options(-fsanitize=address ${undefined} -fno-omit-frame-pointer
        $<$<CXX_COMPILER_ID:Clang>:-fsanitize=fuzzer-no-link>)
    add_link_options(-fsanitize=address,undefined)
elseif(GRDP_INSTRUMENT STREQUAL "tsan")
    add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
    add_link_options(-fsanitize=thread)
elseif(GRDP_INSTRUMENT STREQUAL "coverage")
    add_link_options(--coverage)  # the layers alone are counted (GrdpLayer), not the tests
elseif(GRDP_INSTRUMENT)
    message(FATAL_ERROR "GRDP_INSTRUMENT is \"${GRDP_INSTRUMENT}\" (expected asan, tsan, coverage or nothing)")
endif()
if(GRDP_INSTRUMENT AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC proves nonsense about pointers between the checks that a sanitizer inserts.
    target_compile_options(grdp_compile_options INTERFACE -Wno-maybe-uninitialized)
endif()
