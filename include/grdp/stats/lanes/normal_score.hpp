// Scores of uniforms for points of integration: faster than normal_quantile, to ten digits. docs/method/distributions.md (DI-13).
#pragma once

#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/normal_law.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// Per power of t, per binade [2^-(i+2), 2^-(i+1)): -quantile(2^-(i+2) (t + 3/2)), t in [-1/2, 1/2), interpolated at Chebyshev's
/// twelve points; solved with 40 digits.
inline constexpr double kScoreOfBinade[12][16] = {
    {0x1.464965bd1aeabp-2, 0x1.c63812e32d285p-1, 0x1.516929838b3dfp+0, 0x1.ad0a62bb3ddd6p+0, 0x1.fcc812ed18e5dp+0,
     0x1.2213b857600abp+1, 0x1.429fd1101ae7cp+1, 0x1.60b5d352f3195p+1, 0x1.7ccd7ab01c403p+1, 0x1.973d5862d8218p+1,
     0x1.b046512a990cap+1, 0x1.c81a77cf50bb3p+1, 0x1.dee15c58eda5fp+1, 0x1.f4bae02e10061p+1, 0x1.04e0914b80d22p+2,
     0x1.0f04ecf67ec51p+2},
    {-0x1.518e96191f79ap-1, -0x1.db8e2c3faf677p-2, -0x1.7e5fa03122193p-2, -0x1.46b4cc077dcf3p-2,
     -0x1.21029de199ac6p-2, -0x1.057523ecfd740p-2, -0x1.e082487498e4ap-3, -0x1.bea463416be12p-3,
     -0x1.a2d3eb6a11886p-3, -0x1.8b7ac9a4f48c1p-3, -0x1.7788a9c7eebafp-3, -0x1.663f7625b373bp-3,
     -0x1.5716171c342e5p-3, -0x1.49a6f17f566d0p-3, -0x1.3da4f52b42d30p-3, -0x1.32d48477894dfp-3},
    {0x1.1ba68dc5a54e8p-4, 0x1.87db6557610ecp-4, 0x1.7860e1e178bf3p-4, 0x1.5d625ed02d06bp-4, 0x1.4439dcc6faa4fp-4,
     0x1.2e93b733c7422p-4, 0x1.1c287b32b5ff0p-4, 0x1.0c68c9cad0bddp-4, 0x1.fda31effb5518p-5, 0x1.e5f24ada1d673p-5,
     0x1.d11a138e66815p-5, 0x1.be9a20cbeabf3p-5, 0x1.ae0e09f7b19dfp-5, 0x1.9f268198bffdbp-5, 0x1.91a439da80ee3p-5,
     0x1.85541ebaf1bedp-5},
    {-0x1.d6b713e749c38p-5, -0x1.6003b20335862p-5, -0x1.3e12e9e28a2a2p-5, -0x1.256ebab1e0795p-5,
     -0x1.112f3029750ccp-5, -0x1.002b518be068bp-5, -0x1.e3618e1576557p-6, -0x1.ca756b31e6b63p-6,
     -0x1.b4c7702e360a2p-6, -0x1.a1bc20af4ba17p-6, -0x1.90db72fc032b7p-6, -0x1.81c7d63d322c9p-6,
     -0x1.74378ef674346p-6, -0x1.67efdaca95a9fp-6, -0x1.5cc161bc82952p-6, -0x1.528597d2fea72p-6},
    {0x1.38b5f8fd92f45p-6, 0x1.4a38e1a05235fp-6, 0x1.30c836a3c1bb9p-6, 0x1.1ac35b27dce0ap-6, 0x1.08487d8be0dc5p-6,
     0x1.f1467bc4de670p-7, 0x1.d67c6256eb8c9p-7, 0x1.bf4c043070ff5p-7, 0x1.ab04b86eeaf44p-7, 0x1.991ea8df416adp-7,
     0x1.893079ecbfa4fp-7, 0x1.7ae7937468a29p-7, 0x1.6e0279a7af3b5p-7, 0x1.624cac3a467f6p-7, 0x1.579b9f619165fp-7,
     0x1.4dcc7f00c2ee3p-7},
    {-0x1.955c07a4270b4p-7, -0x1.5689a9d2d1550p-7, -0x1.3bddce23977f8p-7, -0x1.25de7e81b66a8p-7,
     -0x1.1360eda847aaep-7, -0x1.03a8b6fc4d394p-7, -0x1.ec4932b70b8d4p-8, -0x1.d4cab7c5f6ed4p-8,
     -0x1.c02b9f719f83bp-8, -0x1.ade88d6545e83p-8, -0x1.9d9b3735db54cp-8, -0x1.8ef311ae107c3p-8,
     -0x1.81aff83ca6514p-8, -0x1.759e44f94f5f1p-8, -0x1.6a93f16754f98p-8, -0x1.606e7509f639fp-8},
    {0x1.80da4674d3c33p-8, 0x1.737dee6ad9ecbp-8, 0x1.57c34e624dea5p-8, 0x1.408e51885f77dp-8, 0x1.2cfb1bd6da896p-8,
     0x1.1c48092262e90p-8, 0x1.0ddfd120d081ep-8, 0x1.01504db511ccfp-8, 0x1.ec83e97a81d08p-9, 0x1.d8e22f23a5b89p-9,
     0x1.c751a948a8889p-9, 0x1.b77ec58d2b123p-9, 0x1.a926ba8e90167p-9, 0x1.9c139373209eap-9, 0x1.901945a4398d4p-9,
     0x1.8513857fca69bp-9},
    {-0x1.d2723c9a8ed4fp-9, -0x1.a0577e9c18f9ap-9, -0x1.81f69e9799256p-9, -0x1.688ea9bf9f1c4p-9,
     -0x1.531180a0be243p-9, -0x1.40af07d434dcep-9, -0x1.30c790de47b1ap-9, -0x1.22e10b853a743p-9,
     -0x1.169db5dc43983p-9, -0x1.0bb4e48731fd4p-9, -0x1.01eda7458fe40p-9, -0x1.f235bd61d1909p-10,
     -0x1.e230c29b0112dp-10, -0x1.d391c7e33c594p-10, -0x1.c628dc2e351afp-10, -0x1.b9ce655326507p-10},
    {0x1.eb3f429c505e0p-10, 0x1.ccd52d4e7bc92p-10, 0x1.abdf482fa249bp-10, 0x1.903c7ed3532abp-10,
     0x1.78cfb16078546p-10, 0x1.64ba2151b5d35p-10, 0x1.5351414837395p-10, 0x1.4412ab0e1c93ap-10,
     0x1.369a1144b46f2p-10, 0x1.2a998ea3d2834p-10, 0x1.1fd3f88a6611cp-10, 0x1.1618ba7dceba9p-10,
     0x1.0d40d07ab3368p-10, 0x1.052c8f48ad7c0p-10, 0x1.fb8400af60a54p-11, 0x1.edd74f5cddfe7p-11},
    {-0x1.26b4ef8297e8ap-10, -0x1.0ccc8b5d0b4b3p-10, -0x1.f3debdc275b4ep-11, -0x1.d42e61cfc6f72p-11,
     -0x1.b94360a036ce5p-11, -0x1.a222ad5516db5p-11, -0x1.8e0c5151a4440p-11, -0x1.7c6d70db44adap-11,
     -0x1.6cd4e7eb06650p-11, -0x1.5eeaab8de3aa4p-11, -0x1.52697341b073ep-11, -0x1.471a1a0a0efefp-11,
     -0x1.3cd03edfc03abp-11, -0x1.3367ca26d4380p-11, -0x1.2ac31733f660cp-11, -0x1.22c993e6014b4p-11},
    {0x1.d7f266e9d471ap-11, 0x1.b6929a685629cp-11, 0x1.989efeb7dc728p-11, 0x1.7f63e1d860295p-11,
     0x1.69e47823e9022p-11, 0x1.575e08a70f757p-11, 0x1.473bce879e8e2p-11, 0x1.390bd1486e55dp-11,
     0x1.2c760be76decbp-11, 0x1.2135ccdc3a244p-11, 0x1.1714dbaa77a02p-11, 0x1.0de7ef7d038ffp-11,
     0x1.058c194b633dep-11, 0x1.fbc9b8e5f0f2ap-12, 0x1.edb588c2b4ed3p-12, 0x1.e0b4a8da31a19p-12},
    {-0x1.1e6de24c4220ap-11, -0x1.083685230c81dp-11, -0x1.ecdb3edd60073p-12, -0x1.ced8938c6ea85p-12,
     -0x1.b53bef3253446p-12, -0x1.9f210f441bce5p-12, -0x1.8bd9999fb3573p-12, -0x1.7adfdec5c83d8p-12,
     -0x1.6bcc7b36dbfbfp-12, -0x1.5e4e9dcb0aa42p-12, -0x1.5226616fd359bp-12, -0x1.4720af423044bp-12,
     -0x1.3d143b817c0f8p-12, -0x1.33df4d075ac3ep-12, -0x1.2b66160489d48p-12, -0x1.23917599eea76p-12}};

/// table[index of each lane], index < 16.
GRDP_LANE_INLINE vf of_sixteen(const double* table, vu index) {
#if GRDP_LANE_BYTES == 64
    const __m512d low = reinterpret_cast<__m512d>(load(table)), high = reinterpret_cast<__m512d>(load(table + 8));
    return reinterpret_cast<vf>(_mm512_permutex2var_pd(low, reinterpret_cast<__m512i>(index), high));
#elif GRDP_LANE_BYTES == 32
    return vf{table[index[0]], table[index[1]], table[index[2]], table[index[3]]};
#else
    return vf{table[index[0]], table[index[1]]};
#endif
}

/// The polynomials of N groups of lanes side by side.
template <size_t N, size_t Power = 0>
GRDP_LANE_INLINE void score_of_binade(const vf (&t)[N], const vu (&binade)[N], vf (&z)[N]) {
    if constexpr (Power + 1 == sizeof kScoreOfBinade / sizeof *kScoreOfBinade) {
        GRDP_EACH_LANE_GROUP z[j] = of_sixteen(kScoreOfBinade[Power], binade[j]);
    } else {
        score_of_binade<N, Power + 1>(t, binade, z);
        GRDP_EACH_LANE_GROUP z[j] = z[j] * t[j] + of_sixteen(kScoreOfBinade[Power], binade[j]);
    }
}

/// Inverse of the normal distribution function with absolute error below 1e-10 where p and 1 - p are at least 2^-17, else
/// normal_quantile. N groups of lanes.
template <size_t N>
GRDP_LANE_INLINE void normal_scores(const vf (&p)[N], vf (&z)[N]) {
    constexpr double least = 0x1p-17, greatest = 0x1.fffffffffffffp-2;  // 1/2 itself begins another binade
    vi upper[N], inside[N];
    vf smaller[N], t[N];
    vu binade[N];
    GRDP_EACH_LANE_GROUP upper[j] = p[j] > splat(0.5);
    GRDP_EACH_LANE_GROUP smaller[j] = at_most(select(upper[j], splat(1.0) - p[j], p[j]), greatest);
    GRDP_EACH_LANE_GROUP inside[j] = smaller[j] >= splat(least);
    GRDP_EACH_LANE_GROUP binade[j] = (splat(uint64_t{1021}) - (bits(smaller[j]) >> splat(uint64_t{52}))) & splat(uint64_t{15});
    GRDP_EACH_LANE_GROUP t[j] =
        from_bits((bits(smaller[j]) & splat(uint64_t{0x000FFFFFFFFFFFFF})) | splat(uint64_t{0x3FF0000000000000})) - splat(1.5);
    score_of_binade(t, binade, z);
    GRDP_EACH_LANE_GROUP z[j] = select(upper[j], z[j], -z[j]);
    vi all = inside[0];
    GRDP_EACH_LANE_GROUP all = all & inside[j];
    if (everywhere(all)) [[likely]] return;
    GRDP_EACH_LANE_GROUP z[j] = select(inside[j], z[j], normal_quantile(p[j]));
}

GRDP_LANE_INLINE vf normal_score(vf p) {
    const vf one[] = {p};
    vf z[1];
    normal_scores(one, z);
    return z[0];
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
