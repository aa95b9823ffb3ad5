# Sources named *_isa.cpp are compiled once per instruction set, each time in its own namespace
# GRDP_ISA_NAMESPACE; the program chooses among them at run time. No variant has FMA: every one gives the
# same bits. Such a source sees raw pointers only: an inline function shared with other sources could be
# kept in its AVX-512 form by the linker (tests/architecture proves that none is).
set(GRDP_ISA_VARIANTS baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$" AND CMAKE_SIZEOF_VOID_P EQUAL 8)
    set(GRDP_ISA_VARIANTS baseline avx2 avx512)
endif()
set(GRDP_ISA_FLAGS_baseline "")
set(GRDP_ISA_FLAGS_avx2 -mavx2)
set(GRDP_ISA_FLAGS_avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512)

# grdp_isa_variants(TARGET SOURCES...): the objects of every variant become part of TARGET, and
# GRDP_HAVE_ISA_VARIANTS=1 is defined for TARGET and its variants where there is more than the baseline.
function(grdp_isa_variants target)
    foreach(variant IN LISTS GRDP_ISA_VARIANTS)
        set(objects ${target}_${variant})
        add_library(${objects} OBJECT ${ARGN})
        target_include_directories(${objects} PRIVATE "${PROJECT_SOURCE_DIR}/include")
        target_compile_options(${objects} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_OPTIONS>
            ${GRDP_ISA_FLAGS_${variant}} $<$<NOT:$<BOOL:${GRDP_INSTRUMENT}>>:-O3>)
        target_link_libraries(${objects} PRIVATE grdp_compile_features)
        target_compile_definitions(${objects} PRIVATE GRDP_ISA_NAMESPACE=isa_${variant})
        set_target_properties(${objects} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
        set_property(GLOBAL APPEND PROPERTY GRDP_ISA_OBJECTS $<TARGET_OBJECTS:${objects}>)
        if(NOT variant STREQUAL "baseline")
            target_compile_definitions(${target}_baseline PRIVATE GRDP_HAVE_ISA_VARIANTS=1)
            target_compile_definitions(${objects} PRIVATE GRDP_HAVE_ISA_VARIANTS=1)
            target_compile_definitions(${target} PRIVATE GRDP_HAVE_ISA_VARIANTS=1)
        endif()
    endforeach()
endfunction()
