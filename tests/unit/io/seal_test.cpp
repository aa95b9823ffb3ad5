#include "grdp/io/seal.hpp"

#include <random>

#include "catch.hpp"
#include "grdp/base/sha256.hpp"
#include "grdp/io/run_store.hpp"
#include "stored_run_sample.hpp"

using namespace grdp;

namespace {

const std::string kImage = "\x89HDF\r\n\x1A\n" + std::string(100, 'x');

std::string code_of(std::string_view file) {
    const auto image = io::unsealed(file, "x.h5");
    return image ? std::string{} : code_text(image.diagnostics().items().at(0).code);
}

/// The digest made to fit whatever the covered bytes are.
std::string resealed(std::string file) {
    Sha256 digest;
    digest.update(file.data(), file.size() - 32);
    const auto bytes = digest.finish();
    std::copy(bytes.begin(), bytes.end(), file.end() - 32);
    return file;
}

}  // namespace

TEST_CASE("a sealed image comes back and the seal stands behind it") {
    const auto file = io::sealed(kImage);
    CHECK(file.size() == kImage.size() + io::kSealSize);
    CHECK(file.substr(kImage.size(), 8) == "GRDPSEAL");
    CHECK(static_cast<unsigned char>(file[kImage.size() + 8]) == 1);
    CHECK(static_cast<unsigned char>(file[kImage.size() + 16]) == kImage.size());
    REQUIRE(code_of(file) == "");
    CHECK(*io::unsealed(file, "x.h5") == kImage);
    CHECK(resealed(file) == file);
}

TEST_CASE("each way of being no run file has its own code") {
    CHECK(code_of("") == "E5001");
    CHECK(code_of("scenario base\n") == "E5001");
    CHECK(code_of(kImage) == "E5003");
    CHECK(code_of(io::sealed(kImage).substr(0, kImage.size() + 63)) == "E5003");
    CHECK(code_of(io::sealed(kImage) + "x") == "E5003");
    auto damaged = io::sealed(kImage);
    damaged[50] ^= 1;
    CHECK(code_of(damaged) == "E5002");
    auto newer = io::sealed(kImage);
    newer[kImage.size() + 8] = 2;
    CHECK(code_of(resealed(newer)) == "E5004");
    auto other_size = io::sealed(kImage);
    other_size[kImage.size() + 16] ^= 1;
    CHECK(code_of(resealed(other_size)) == "E5002");
}

TEST_CASE("every flipped byte, cut and repeat in a run file is detected") {
    const auto file = io::encode_run(test::sample_run());
    REQUIRE(file);
    std::mt19937_64 random(20230101);
    const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
    std::size_t undetected = 0;
    const auto damage = [&](const std::string& bytes) { undetected += io::decode_run(bytes, "x.h5") ? 1u : 0u; };

    for (std::size_t at = file->size() - io::kSealSize; at < file->size(); ++at) {
        for (const int bit : {0, 7}) {
            std::string bytes = *file;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            damage(bytes);
        }
    }
    for (int i = 0; i < 1500; ++i) {
        std::string bytes = *file;
        const std::size_t at = below(bytes.size());
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        damage(bytes);
    }
    for (int i = 0; i < 1000; ++i) damage(file->substr(0, below(file->size())));
    for (int i = 0; i < 500; ++i) {
        // A block of a disk that was never written, or was written twice.
        std::string bytes = *file;
        const std::size_t at = below(bytes.size() - 512);
        if (i % 2 == 0) {
            bytes.replace(at, 512, std::string(512, '\0'));
        } else {
            bytes.insert(at, bytes.substr(at, 512));
        }
        if (bytes != *file) damage(bytes);
    }
    CHECK(undetected == 0);
    CHECK(io::decode_run(*file, "x.h5"));
}
