# grdp_layer(NAME [KERNEL] LINKS ...): one static library per layer, from src/NAME and include/grdp/NAME.
# KERNEL layers touch no files, threads or streams and are compiled without exceptions; the others know
# GRDP_VERSION. src/NAME/main.cpp is no part of the layer: it makes the command.
include(GrdpCompileOptions)
include(GrdpIsa)

option(GRDP_UNITY "Compile several sources of a layer at a time: instrumented builds take half the time" OFF)

function(grdp_layer name)
    cmake_parse_arguments(arg "KERNEL" "" "LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    set(isa_sources ${sources})
    list(FILTER isa_sources INCLUDE REGEX "_isa\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "_isa\\.cpp$")
    if(sources)
        add_library(grdp_${name} STATIC ${sources})
        set(scope PUBLIC)
        target_link_libraries(grdp_${name} PUBLIC grdp_compile_features PRIVATE $<BUILD_INTERFACE:grdp_compile_options>)
        if(arg_KERNEL)
            target_compile_options(grdp_${name} PRIVATE -fno-exceptions)
        else()
            target_compile_definitions(grdp_${name} PRIVATE GRDP_VERSION="${PROJECT_VERSION}")
        endif()
        target_link_libraries(grdp_${name} ${arg_LINKS})
        if(GRDP_UNITY AND NOT name STREQUAL "app")  # verbs repeat short local names
            set_target_properties(grdp_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
        endif()
        if(isa_sources)
            grdp_isa_variants(grdp_${name} ${isa_sources})
        endif()
    else()
        add_library(grdp_${name} INTERFACE)
        set(scope INTERFACE)
        list(TRANSFORM arg_LINKS REPLACE "^(PUBLIC|PRIVATE)$" "INTERFACE")
        target_link_libraries(grdp_${name} INTERFACE grdp_compile_features ${arg_LINKS})
    endif()
    target_include_directories(grdp_${name} ${scope}
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
        $<INSTALL_INTERFACE:include>)
    set_target_properties(grdp_${name} PROPERTIES EXPORT_NAME ${name})
    set_property(GLOBAL APPEND PROPERTY GRDP_LAYERS ${name})
endfunction()
